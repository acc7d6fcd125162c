import { versionRule } from '../lint-rule.ts';

export const composeTwice = versionRule({
  code: 'compose-twice',
  group: 'index',
  severity: 'warning',
  summary: 'a compose file exists both as a plain file and as .tpl',
  docs: `Rancher's UI launches the .tpl file; its command line and system stacks launch the plain
file. The resulting stack depends on who starts it. Ship docker-compose.yml or
docker-compose.yml.tpl, not both. rancher-compose.yml is always required, because the catalog
service does not read rancher-compose.yml.tpl. If both exist, the UI launches the .tpl file.`,
  *check({ version }) {
    for (const name of ['docker-compose.yml', 'rancher-compose.yml']) {
      const [plain, tpl] = [version.files.get(name), version.files.get(`${name}.tpl`)];
      if (!plain || !tpl || plain.text === tpl.text) continue;
      yield {
        at: { file: tpl },
        message: `the UI launches ${name}.tpl, but the command line launches ${name}`,
        hint: 'ship only one of them',
      };
    }
  },
});
