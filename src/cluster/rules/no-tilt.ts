import { nodeAt, type StatusRule } from './status-rule.ts';

/** In tilt a sentinel looks on and runner on nothing, for 30 s after its clock or loop stood still. */
export const noTilt: StatusRule = {
  name: 'no-tilt',
  requires: 'no sentinel is in tilt',
  check: ({ sentinels }) =>
    sentinels
      .filter(({ isInTilt }) => isInTilt)
      .map(({ at }) => ({
        ...nodeAt(at),
        is: 'it is in tilt: its event loop or its clock jumped by over 2 s',
        expected: 'no tilt: until 30 s after the last jump it takes no part in a failover',
        fix: 'see whether its host is short of CPU, its clock is stepped, its disk is slow, or its name server hangs',
      })),
};
