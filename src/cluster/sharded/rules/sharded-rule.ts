import type { StatusRule } from '../../rules/status-rule.ts';
import type { ShardedSnapshot } from '../sharded-snapshot.ts';

/** A check of a snapshot of a Redis Cluster. */
export type ShardedRule = StatusRule<ShardedSnapshot>;
