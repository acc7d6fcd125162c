import { templateRule } from '../lint-rule.ts';

const mebibyte = 1024 * 1024;

export const iconTooLarge = templateRule({
  code: 'icon-too-large',
  group: 'index',
  severity: 'error',
  summary: 'an icon is larger than Rancher can store',
  docs: `Rancher stores the icon in its database as text of up to 16 MiB, which is 12 MiB of image
data. A larger icon is truncated, or makes the refresh of the whole catalog fail.`,
  *check({ template }) {
    for (const file of template.icons) {
      if (file.sizeBytes <= 12 * mebibyte) continue;
      const size = Math.ceil(file.sizeBytes / mebibyte);
      yield { at: { file }, message: `the icon is ${size} MiB; Rancher stores at most 12 MiB` };
    }
  },
});
