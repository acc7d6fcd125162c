import { versionRule } from '../lint-rule.ts';

export const composeTwice = versionRule({
  code: 'compose-twice',
  group: 'index',
  severity: 'warning',
  summary: 'a compose file is there plain and as .tpl',
  docs: `Rancher's UI launches the .tpl, its command line and system stacks the plain file: who starts
the stack decides what it is. Ship docker-compose.yml or docker-compose.yml.tpl, not both. Of
rancher-compose.yml the plain file is always needed, for the catalog service reads no other; a .tpl
beside it is launched by the UI.`,
  *check({ version }) {
    for (const name of ['docker-compose.yml', 'rancher-compose.yml']) {
      const [plain, tpl] = [version.files.get(name), version.files.get(`${name}.tpl`)];
      if (!plain || !tpl || plain.text === tpl.text) continue;
      yield {
        at: { file: tpl },
        message: `the UI launches ${name}.tpl, the command line ${name}`,
        hint: 'ship one of the two',
      };
    }
  },
});
