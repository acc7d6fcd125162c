import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const defaultVersionMissing = templateRule({
  code: 'default-version-missing',
  group: 'index',
  severity: 'warning',
  summary: 'config.yml has no default version',
  docs: `\`version\` in config.yml is the version text that Rancher's form preselects and that the
command line installs. Without it, nothing is preselected.`,
  *check(facts) {
    const { template } = facts;
    if (!template.configFile || template.config.version !== '' || template.versions.length === 0) {
      return;
    }
    const newest = template.versions.at(-1)?.version ?? '';
    yield {
      at: { file: templateFile(facts), offset: 0 },
      message: 'config.yml has no version, so Rancher preselects none',
      hint: `add version: ${newest}`,
    };
  },
});
