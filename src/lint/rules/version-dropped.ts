import { blockSpot, versionFile } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const versionDropped = versionRule({
  code: 'version-dropped',
  group: 'index',
  severity: 'error',
  summary: 'a version is dropped because it has no version text',
  docs: `A numbered folder is silently dropped from the list if it has no rancher-compose.yml, or
if its catalog block has no \`version\`.`,
  *check(facts) {
    const { version } = facts;
    if (version.version !== '') return;
    const file = version.files.get('rancher-compose.yml');
    const isTpl = !file && version.files.has('rancher-compose.yml.tpl');
    const what = file
      ? `the catalog block has no version, so Rancher drops ${version.folder}`
      : `there is no rancher-compose.yml, so Rancher drops ${version.folder}`;
    const hint = isTpl
      ? 'add rancher-compose.yml; the catalog service does not read rancher-compose.yml.tpl'
      : 'add version: "1.0.0" to the catalog block';
    yield {
      at: file ? blockSpot(facts, undefined) : { file: versionFile(facts) },
      message: what,
      hint,
    };
  },
});
