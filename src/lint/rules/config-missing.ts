import { baseName } from '../../rancher/catalog-file.ts';
import type { Fix } from '../found.ts';
import { templateRule } from '../lint-rule.ts';
import { depthOf } from '../template-facts.ts';

export const configMissing = templateRule({
  code: 'config-missing',
  group: 'index',
  severity: 'error',
  summary: 'a template has no config.yml',
  docs: `Without a file named exactly config.yml, a template has no name and no ID of its own.
Rancher logs nothing. If the template has versions, they are listed as an entry without a name that
cannot be opened.`,
  fixable: true,
  *check({ template, files, errors }) {
    const isTemplate = template.versions.length > 0 || template.dropped.length > 0;
    if (template.configFiles.length > 0 || !isTemplate) return;
    // A config.yml that cannot be read exists, and has its own error.
    if (errors.some(({ file }) => baseName(file.path) === 'config.yml')) return;
    const other = files.find(
      (file) => depthOf(file) === 1 && /^config\.ya?ml$/i.test(baseName(file.path)),
    );
    const [first] = files;
    const file = other ?? first;
    if (!file) return;
    const to = `${template.folder}/config.yml`;
    const fix: Fix | undefined = other && { kind: 'move', from: other.path, to };
    yield {
      at: { file: other ?? { path: template.folder, sizeBytes: 0 } },
      message: `${template.folder} has no config.yml, so the template has no name in Rancher`,
      hint: other ? `rename ${baseName(other.path)} to config.yml` : `add ${to} with a name:`,
      fix,
    };
  },
});
