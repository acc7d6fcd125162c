import { openIndex } from './add-to-index.ts';
import { chartForm } from './chart-form.ts';
import {
  listedCharts,
  unpackedCharts,
  type ChartRepository,
  type ReleasedChart,
} from './chart-repository.ts';
import { indexFile } from './index-faults.ts';

const decoder = new TextDecoder();

/** The versions of a chart in a repository, in the form that it has; none if its index cannot be read. */
export function releasedCharts(repository: ChartRepository, name: string): ReleasedChart[] {
  const paths = new Set(repository.modes.keys());
  if (chartForm(paths) === 'unpacked') return unpackedCharts(repository, name);
  const content = repository.contents.get(indexFile);
  const { outline } = openIndex(content && decoder.decode(content));
  return outline ? listedCharts(repository, outline, name) : [];
}
