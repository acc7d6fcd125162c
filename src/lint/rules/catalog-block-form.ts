import { composeVersion } from '../../rancher/read-catalog-block.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const catalogBlockForm = versionRule({
  code: 'catalog-block-form',
  group: 'index',
  severity: 'error',
  summary: 'the version is listed, but the form of its catalog block prevents the launch',
  docs: `The catalog service finds the block in more places than the launcher accepts. In a file
of version '2' it must be a top-level \`catalog:\`, in a file without a version a top-level
\`.catalog:\`. In a file without a version, \`catalog:\` is read as a service, and so is
\`.catalog\` below services. The launch is rejected.`,
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
      ? 'move it to a top-level catalog: key'
      : "rename it to .catalog, or add version: '2' and move the services below services:";
    yield {
      at: blockSpot(facts, undefined),
      message: `Rancher lists this version but rejects the launch: it reads ${place.replace('services/', '')} as a service`,
      hint,
    };
  },
});
