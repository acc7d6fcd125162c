import { child } from '../../source/yaml-node.ts';
import { quoteFix } from '../quote-fix.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const versionTextChanged = versionRule({
  code: 'version-text-changed',
  group: 'index',
  severity: 'error',
  summary: 'YAML changes the text of the version',
  docs: `Without quotes, 1.10 is a number with the text "1.1", and 2.0 becomes "2". config.yml is
read as written, so the default version no longer matches. Quote the version.`,
  fixable: true,
  *check(facts) {
    const node = child(facts.version.blockRead?.node, 'version');
    if (node?.kind !== 'scalar' || node.text === facts.version.block.version) return;
    const at = blockSpot(facts, node);
    yield {
      at,
      message: `without quotes, ${node.text} becomes the version "${facts.version.block.version}"`,
      hint: `write "${node.text}"`,
      fix: quoteFix(at.file, node),
    };
  },
});
