import { templateRule } from '../lint-rule.ts';

const mebibyte = 1024 * 1024;

export const fileTooLarge = templateRule({
  code: 'file-too-large',
  group: 'index',
  severity: 'error',
  summary: 'a file of a version is larger than Rancher can store',
  docs: `Rancher stores every file of a version folder in its database, up to 16 MiB each, and
sends all of them whenever the version is opened. A larger file is truncated, or makes the refresh
of the whole catalog fail.`,
  *check({ template }) {
    for (const { files } of [...template.versions, ...template.dropped]) {
      for (const file of files.values()) {
        if (file.sizeBytes <= 16 * mebibyte) continue;
        const size = Math.ceil(file.sizeBytes / mebibyte);
        yield { at: { file }, message: `this file is ${size} MiB; Rancher stores at most 16 MiB` };
      }
    }
  },
});
