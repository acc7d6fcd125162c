import { nodeAt, type StatusRule } from './status-rule.ts';

export const noFailoverUnderWay: StatusRule = {
  name: 'no-failover-under-way',
  requires: 'no sentinel considers the master down, and no failover is in progress',
  why: 'A failover takes seconds. A longer one lacks a suitable replica or a majority.',
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
            ? `it considers the master down${masterFlags.includes('o_down') ? ', and others agree' : ''}`
            : `a failover is in progress: ${failoverState.replaceAll('_', ' ')}`,
        expected: 'a master that is up',
        fix: 'check again in a few seconds; a failover that does not end lacks a replica to promote or a majority',
      })),
};
