import { composeVersion } from '../../rancher/read-catalog-block.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const catalogBlockForm = versionRule({
  code: 'catalog-block-form',
  group: 'index',
  severity: 'error',
  summary: 'the catalog block has a form that is listed but cannot be launched',
  docs: `The catalog service finds the block in more places than the program that launches it allows.
In a file of version '2' it must be a \`catalog:\` at the top, in one without a version \`.catalog:\`.
\`catalog:\` in a file without a version, and \`.catalog\` among the services, are taken for a service,
and the launch is refused.`,
  cause: true,
  *check(facts) {
    const { blockRead, files } = facts.version;
    const file = files.get('rancher-compose.yml');
    if (!blockRead?.place || file?.text === undefined) return;
    const isSecond = composeVersion(facts.of.read(file.text).root) === '2';
    const { place } = blockRead;
    if (place === '.catalog' ? true : isSecond && place === 'catalog') return;
    if (
      !facts.launch.files.some((each) => each.file === file) &&
      facts.launch.verdict === 'accepted'
    )
      return;
    const hint = isSecond
      ? 'move it to a catalog: at the top of the file'
      : "call it .catalog, or add version: '2' and put the services below services:";
    yield {
      at: blockSpot(facts, undefined),
      message: `Rancher lists this version, and refuses to launch it: it takes ${place.replace('services/', '')} for a service`,
      hint,
    };
  },
});
