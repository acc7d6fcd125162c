import { chartsRule } from '../lint-rule.ts';

export const chartSymlink = chartsRule({
  code: 'chart-symlink',
  group: 'chart-index',
  severity: 'error',
  summary: 'a repository with a symbolic link is refused',
  docs: `Rancher refuses the whole git repository if there is a symbolic link anywhere in it, also outside of charts
(rancher pkg/catalogv2/git/index.go, ensureNoSymlinks; rancher/rancher#31882). No chart of it is listed.`,
  *check({ repository, isRepository }) {
    if (!isRepository) return;
    for (const path of repository.links.toSorted()) {
      yield {
        at: { file: { path, sizeBytes: 0 } },
        message: 'this is a symbolic link, so Rancher refuses the whole repository',
        hint: 'replace it with a copy of the file',
      };
    }
  },
});
