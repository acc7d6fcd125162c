import { templateRule } from '../lint-rule.ts';

const mebibyte = 1024 * 1024;

export const iconTooLarge = templateRule({
  code: 'icon-too-large',
  group: 'index',
  severity: 'error',
  summary: 'an icon is larger than Rancher keeps',
  docs: `Rancher keeps the icon in its database as text of 16 MiB, which is 12 MiB of picture. A larger
one is cut, or makes the refresh of the whole catalog fail.`,
  *check({ template }) {
    for (const file of template.icons) {
      if (file.sizeBytes <= 12 * mebibyte) continue;
      const size = Math.ceil(file.sizeBytes / mebibyte);
      yield { at: { file }, message: `the icon has ${size} MiB; Rancher keeps 12 MiB` };
    }
  },
});
