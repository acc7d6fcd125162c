import { nodeAt, type StatusRule } from './status-rule.ts';

export const configurationKept: StatusRule = {
  name: 'configuration-kept',
  requires: 'every node has a configuration file that keeps its state',
  why: 'A sentinel without a file loses its id, epoch and master when it restarts. A data node without one cannot save which node it follows.',
  check: ({ sentinels, dataNodes }) => [
    ...sentinels
      .filter(({ configFile }) => configFile === '')
      .map(({ at }) => ({
        ...nodeAt(at),
        is: 'it runs without a configuration file',
        expected: 'a file in a writable folder: it keeps the id, epoch and master there',
        fix: 'start it with a file in its data volume',
      })),
    ...dataNodes
      .filter(({ config }) => config?.configFile === '')
      .map(({ at }) => ({
        ...nodeAt(at),
        severity: 'warning' as const,
        is: 'it runs without a configuration file',
        expected: 'a file, so that CONFIG REWRITE can save which node it follows',
        fix: 'start it with a file in its data volume',
      })),
  ],
};
