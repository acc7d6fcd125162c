import { nearest } from '../../diagnostics/nearest.ts';
import { catalogKeys } from '../../rancher/read-catalog-block.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Keys from Rancher's older documentation: harmless, and in most catalogs. */
const known = new Set(['name', 'description', 'uuid', 'maintainer', 'bindings', 'output']);

export const catalogKeyIgnored = versionRule({
  code: 'catalog-key-ignored',
  group: 'index',
  severity: 'warning',
  summary: 'Rancher does not read this key of the catalog block',
  docs: `Rancher 1.6 reads version, minimum_rancher_version, maximum_rancher_version,
upgrade_from, labels and questions. The name and description of a template belong in config.yml. In
the catalog block, these two and \`uuid\` are obsolete and not read; they are not reported.`,
  *check(facts) {
    const { blockRead } = facts.version;
    const node = blockRead?.node;
    if (node?.kind !== 'map') return;
    for (const [name, { key }] of node.entries) {
      if (catalogKeys.includes(name) || known.has(name)) continue;
      const meant = nearest(name, catalogKeys);
      yield {
        at: blockSpot(facts, key),
        message: `Rancher does not read ${key.kind === 'scalar' ? key.text : 'this key'} in the catalog block`,
        hint: meant === undefined ? undefined : `did you mean ${meant}?`,
      };
    }
  },
});
