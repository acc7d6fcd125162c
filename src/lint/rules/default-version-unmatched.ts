import { nearest } from '../../diagnostics/nearest.ts';
import { child } from '../../source/yaml-node.ts';
import { templateRule } from '../lint-rule.ts';

export const defaultVersionUnmatched = templateRule({
  code: 'default-version-unmatched',
  group: 'index',
  severity: 'error',
  summary: 'the default version in config.yml is not a listed version',
  docs: `\`version\` in config.yml must be identical to the version text of one of the listed
versions. Otherwise there is no default version, and the form preselects nothing. Note that
config.yml is read as written, while an unquoted 1.10 in a catalog block becomes 1.1.`,
  *check({ template, read }) {
    const { configFile: file, config, versions } = template;
    if (file?.text === undefined || config.version === '' || versions.length === 0) return;
    if (template.defaultTemplateVersionId !== '') return;
    const texts = versions.map(({ version }) => version);
    yield {
      at: { file, offset: child(read(file.text).root, 'version')?.offset ?? 0 },
      message: `no listed version is "${config.version}", so Rancher preselects none`,
      hint: `the versions are ${texts.slice(-8).join(', ')}${meant(config.version, texts)}`,
    };
  },
});

function meant(version: string, texts: readonly string[]): string {
  const name = nearest(version, texts);
  return name === undefined || texts.length < 3 ? '' : `; did you mean ${name}?`;
}
