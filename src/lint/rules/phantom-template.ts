import { templateRule } from '../lint-rule.ts';

export const phantomTemplate = templateRule({
  code: 'phantom-template',
  group: 'index',
  severity: 'error',
  summary: 'a template is listed without a name, and cannot be used',
  docs: `No config.yml of this template can be read, but it has versions: Rancher's UI shows an entry
without a name. All such entries of a catalog have one id, so that none of them can be opened.`,
  *check({ template }) {
    const file = template.configFiles.at(-1);
    if (!template.phantom || template.versions.length === 0 || !file) return;
    const count = template.versions.length;
    yield {
      at: { file },
      message: `Rancher lists a nameless entry with ${count} version${count === 1 ? '' : 's'} that nobody can open`,
      hint: 'mend config.yml',
    };
  },
});
