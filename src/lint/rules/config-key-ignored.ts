import { nearest } from '../../diagnostics/nearest.ts';
import { configKeys } from '../../rancher/template-config.ts';
import { templateRule } from '../lint-rule.ts';

export const configKeyIgnored = templateRule({
  code: 'config-key-ignored',
  group: 'index',
  severity: 'warning',
  summary: 'Rancher does not read this key of config.yml',
  docs: `Rancher 1.6 reads only name, description, version, category, categories, maintainer,
license, projectURL and labels from config.yml. The spelling must match exactly.`,
  *check({ template, read }) {
    const file = template.configFile;
    if (file?.text === undefined) return;
    const { root } = read(file.text);
    if (root?.kind !== 'map') return;
    for (const [name, { key }] of root.entries) {
      if (configKeys.includes(name)) continue;
      const meant = nearest(name, configKeys);
      yield {
        at: { file, offset: key.offset },
        message: `Rancher does not read ${key.kind === 'scalar' ? key.text : 'this key'} in config.yml`,
        hint: meant === undefined ? undefined : `did you mean ${meant}?`,
      };
    }
  },
});
