import { largestDownload } from '../../rancher2/open-chart.ts';
import { chartsRule } from '../lint-rule.ts';

export const chartIndexTooLarge = chartsRule({
  code: 'chart-index-too-large',
  group: 'chart-index',
  severity: 'warning',
  summary: 'an index.yaml is too large to be downloaded by Rancher',
  docs: `From a web server, Rancher reads at most 5 MiB of an index.yaml, and cannot parse a longer one (rancher
pkg/catalogv2/http/download.go). From a git repository it reads more. Remove old versions.`,
  *check({ index }) {
    if (!index || index.file.sizeBytes <= largestDownload) return;
    yield {
      at: { file: index.file },
      message: `the index has ${index.file.sizeBytes} bytes; from a web server Rancher reads at most ${largestDownload}`,
      hint: 'remove old versions from the index',
    };
  },
});
