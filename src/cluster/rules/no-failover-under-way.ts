import { nodeAt, type StatusRule } from './status-rule.ts';

/** A failover takes seconds; one that goes on has no good replica or no majority. */
export const noFailoverUnderWay: StatusRule = {
  name: 'no-failover-under-way',
  requires: 'no sentinel takes the master for down or fails over',
  check: ({ sentinels }) =>
    sentinels
      .filter(
        ({ masterFlags, failoverState }) =>
          failoverState !== 'none' || masterFlags.some((flag) => /^[so]_down$/.test(flag)),
      )
      .map(({ at, masterFlags, failoverState }) => ({
        ...nodeAt(at),
        is:
          failoverState === 'none'
            ? `it takes the master for ${masterFlags.includes('o_down') ? 'down, and others agree' : 'down'}`
            : `it fails over: ${failoverState.replaceAll('_', ' ')}`,
        expected: 'a master that is up',
        fix: 'look again in a few seconds; a failover that does not end has no replica to promote or no majority',
      })),
};
