import { packArchive } from '../archive/pack-archive.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { RenderedChart } from './render-chart.ts';

/** Rancher installs a chart from a Secret, and Kubernetes limits those (rancher helmop/operation.go:482). */
export const largestChart = 1024 * 1024;

/** A chart as a file of a repository. */
export interface PackedChart {
  readonly archive: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

/** Packs a chart; `at` is the place of its version. */
export function packChart({ name, version, files }: RenderedChart, at: Place): PackedChart {
  const archive = packArchive(files, name);
  if (archive.length <= largestChart) return { archive, diagnostics: [] };
  const diagnostic: Diagnostic = {
    code: 'chart-size',
    severity: 'error',
    message: `the chart ${name} ${version} has ${archive.length} bytes; Kubernetes stores at most ${largestChart}`,
    at,
    hint: 'put large files into the image',
  };
  return { archive, diagnostics: [diagnostic] };
}
