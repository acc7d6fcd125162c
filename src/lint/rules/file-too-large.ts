import { templateRule } from '../lint-rule.ts';

const mebibyte = 1024 * 1024;

export const fileTooLarge = templateRule({
  code: 'file-too-large',
  group: 'index',
  severity: 'error',
  summary: 'a file of a version is larger than Rancher keeps',
  docs: `Rancher keeps every file of a version folder in its database, 16 MiB at most, and sends all
of them with every look at the version. A longer one is cut, or makes the refresh of the whole
catalog fail.`,
  *check({ template }) {
    for (const { files } of [...template.versions, ...template.dropped]) {
      for (const file of files.values()) {
        if (file.sizeBytes <= 16 * mebibyte) continue;
        const size = Math.ceil(file.sizeBytes / mebibyte);
        yield { at: { file }, message: `this file has ${size} MiB; Rancher keeps 16 MiB` };
      }
    }
  },
});
