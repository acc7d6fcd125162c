import { counted } from '../../diagnostics/counted.ts';
import { templateRule } from '../lint-rule.ts';

export const phantomTemplate = templateRule({
  code: 'phantom-template',
  group: 'index',
  severity: 'error',
  summary: 'a template is listed without a name and cannot be used',
  docs: `No config.yml of this template can be read, but it has versions: Rancher's UI shows an
entry without a name. All such entries of a catalog share one ID, so none of them can be opened.`,
  *check({ template }) {
    const file = template.configFiles.at(-1);
    if (!template.phantom || template.versions.length === 0 || !file) return;
    const versions = counted(template.versions.length, 'version');
    yield {
      at: { file },
      message: `Rancher lists an entry without a name, with ${versions}, that cannot be opened`,
      hint: 'fix config.yml',
    };
  },
});
