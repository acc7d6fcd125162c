import { nodeAt, type StatusFault, type SeenNodes, type StatusRule } from './status-rule.ts';

export const persistenceHealthy: StatusRule<SeenNodes> = {
  name: 'persistence-healthy',
  requires: 'every data node writes an append-only file, and the last write succeeded',
  why: 'A master without persistence restarts empty, and its replicas then discard their data.',
  check: ({ dataNodes }) =>
    dataNodes.flatMap((node): StatusFault[] => {
      const at = nodeAt(node.at);
      if (node.appendOnly && !node.appendOnlyOk) {
        return [
          {
            ...at,
            is: 'its last write to the append-only file failed',
            expected: 'aof_last_write_status:ok and aof_last_bgrewrite_status:ok',
            fix: 'check its disk for space and permissions, then run BGREWRITEAOF',
          },
        ];
      }
      if (!node.snapshotOk) {
        return [
          {
            ...at,
            is: 'its last snapshot failed',
            expected: 'rdb_last_bgsave_status:ok',
            fix: 'check its log; fork needs free memory (vm.overcommit_memory=1) and the disk needs space',
          },
        ];
      }
      if (!node.appendOnly) {
        return [
          {
            ...at,
            severity: 'warning',
            is: 'it does not write an append-only file',
            expected: 'appendonly yes: otherwise a restart restores old data or none',
            fix: 'CONFIG SET appendonly yes, then CONFIG REWRITE',
          },
        ];
      }
      return [];
    }),
};
