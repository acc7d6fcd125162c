import { nodeAt, type StatusFault, type StatusRule } from './status-rule.ts';

/** A master without persistence that restarts comes back empty, and empties its replicas. */
export const persistenceHealthy: StatusRule = {
  name: 'persistence-healthy',
  requires: 'every data node writes an append-only file, and the last write went well',
  check: ({ dataNodes }) =>
    dataNodes.flatMap((node): StatusFault[] => {
      const at = nodeAt(node.at);
      if (node.appendOnly && !node.appendOnlyOk) {
        return [
          {
            ...at,
            is: 'its last write to the append-only file failed',
            expected: 'aof_last_write_status:ok and aof_last_bgrewrite_status:ok',
            fix: 'see whether its disk is full or read-only; then BGREWRITEAOF',
          },
        ];
      }
      if (!node.snapshotOk) {
        return [
          {
            ...at,
            is: 'its last snapshot failed',
            expected: 'rdb_last_bgsave_status:ok',
            fix: 'see its log; fork needs free memory (vm.overcommit_memory=1), the disk room',
          },
        ];
      }
      if (!node.appendOnly) {
        return [
          {
            ...at,
            severity: 'warning',
            is: 'it writes no append-only file',
            expected: 'appendonly yes: without it a restart brings back old data or none',
            fix: 'CONFIG SET appendonly yes, then CONFIG REWRITE',
          },
        ];
      }
      return [];
    }),
};
