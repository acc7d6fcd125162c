import { indexSpot, isHttp, type IndexItem } from '../charts/index-facts.ts';
import { chartsRule } from '../lint-rule.ts';

function faultOf({ url, path }: IndexItem, exists: (path: string) => boolean): string | undefined {
  if (url === '') return 'the entry has no URL';
  if (isHttp(url)) return undefined;
  if (path === undefined) return `${url} leaves the repository`;
  return exists(path) ? undefined : `${path} does not exist`;
}

export const chartIndexUrl = chartsRule({
  code: 'chart-index-url',
  group: 'chart-index',
  severity: 'error',
  summary: 'an entry of an index.yaml leads nowhere',
  docs: `The first of \`urls\` is an archive or a folder, relative to the root of the git repository, or a http or https URL
(rancher pkg/catalogv2/git/content.go). The others are not used. A version without such a file is listed, and cannot be opened.`,
  *check({ index, repository: { files }, places }) {
    const folders = new Set(places.map(({ path }) => path));
    const exists = (path: string) => files.has(path) || folders.has(path);
    for (const item of index?.items ?? []) {
      const fault = faultOf(item, exists);
      if (!index || fault === undefined) continue;
      yield {
        at: indexSpot(index, item, 'urls'),
        message: `${item.chart} ${item.version} is listed, but cannot be opened: ${fault}`,
        hint: 'write the path from the root of the repository, or add the file',
      };
    }
  },
});
