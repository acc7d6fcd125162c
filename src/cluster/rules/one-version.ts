import { listWords } from '../../diagnostics/list-words.ts';
import { type SeenNodes, type StatusRule } from './status-rule.ts';

export const oneVersion: StatusRule<SeenNodes> = {
  name: 'one-version',
  requires: 'all data nodes run the same version',
  why: 'A newer master can send data that an older replica cannot read.',
  check({ dataNodes }) {
    const versions = [
      ...new Set(dataNodes.map(({ server, version }) => `${server} ${version}`)),
    ].sort();
    if (versions.length < 2) return [];
    return [
      {
        severity: 'warning',
        is: `the data nodes run ${listWords(versions)}`,
        expected: 'the same version, except during an upgrade',
        fix: 'upgrade replicas first, then switch over, then the old master',
      },
    ];
  },
};
