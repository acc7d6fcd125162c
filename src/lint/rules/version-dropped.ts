import { blockSpot, versionFile } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const versionDropped = versionRule({
  code: 'version-dropped',
  group: 'index',
  severity: 'error',
  summary: 'a version is dropped for want of a version text',
  docs: `A numbered folder without a rancher-compose.yml, or one whose catalog block has no
\`version\`, is dropped from the list without a word.`,
  *check(facts) {
    const { version } = facts;
    if (version.version !== '') return;
    const file = version.files.get('rancher-compose.yml');
    const isTpl = !file && version.files.has('rancher-compose.yml.tpl');
    const what = file
      ? `the catalog block has no version, so Rancher drops ${version.folder}`
      : `there is no rancher-compose.yml, so Rancher drops ${version.folder}`;
    const hint = isTpl
      ? 'the catalog service reads rancher-compose.yml only, never the .tpl'
      : 'give the catalog block a version: "1.0.0"';
    yield {
      at: file ? blockSpot(facts, undefined) : { file: versionFile(facts) },
      message: what,
      hint,
    };
  },
});
