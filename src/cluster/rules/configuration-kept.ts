import { nodeAt, type StatusRule } from './status-rule.ts';

/** A sentinel without a file forgets epoch, master and id with its next start. */
export const configurationKept: StatusRule = {
  name: 'configuration-kept',
  requires: 'every node has a configuration file to keep what it learns',
  check: ({ sentinels, dataNodes }) => [
    ...sentinels
      .filter(({ configFile }) => configFile === '')
      .map(({ at }) => ({
        ...nodeAt(at),
        is: 'it runs without a configuration file',
        expected: 'one in a folder that it can write: its id, epoch and master are kept there',
        fix: 'start it with a file in its data volume',
      })),
    ...dataNodes
      .filter(({ config }) => config?.configFile === '')
      .map(({ at }) => ({
        ...nodeAt(at),
        severity: 'warning' as const,
        is: 'it runs without a configuration file',
        expected: 'one, so that CONFIG REWRITE keeps whom it follows',
        fix: 'start it with a file in its data volume',
      })),
  ],
};
