import { nodeAt, type StatusRule } from './status-rule.ts';

export const noTilt: StatusRule = {
  name: 'no-tilt',
  requires: 'no sentinel is in tilt',
  why: 'In tilt, a sentinel only observes, until 30 s after the last jump of its clock or event loop.',
  check: ({ sentinels }) =>
    sentinels
      .filter(({ isInTilt }) => isInTilt)
      .map(({ at }) => ({
        ...nodeAt(at),
        is: 'it is in tilt: its event loop or its clock jumped by over 2 s',
        expected: 'no tilt: until 30 s after the last jump it does not take part in a failover',
        fix: 'check its host for a lack of CPU, clock steps, a slow disk, or a name server that hangs',
      })),
};
