import { usageError } from '../../diagnostics/usage-error.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import type { KindRequest } from '../../redis/read-kind.ts';
import {
  accessOf,
  parseNodes,
  snapshotRequest,
  type LiveClusterOptions,
} from './snapshot-request.ts';

/** How `cluster status` is called. */
export interface StatusOptions extends LiveClusterOptions {
  /** `host:port,host:port` of any nodes; the kind of the cluster is found. @default those of `sentinels` */
  readonly nodes?: string | undefined;
  /** How many masters with slots a Redis Cluster should have. @default any number */
  readonly expectMasters?: number | undefined;
  /** How many replicas there should be. @default any number */
  readonly expectReplicas?: number | undefined;
  /** How many sentinels there should be. @default any number */
  readonly expectSentinels?: number | undefined;
}

/** More than any cluster has. */
const most = 999_999;

/** What `cluster status` reads. Throws if one of the options is wrong. */
export function statusRequest(options: StatusOptions): KindRequest {
  const masters = wholeNumber('expect-masters', options.expectMasters, 0, most);
  const replicas = wholeNumber('expect-replicas', options.expectReplicas, 0, most);
  const sentinels = wholeNumber('expect-sentinels', options.expectSentinels, 0, most);
  const expected = {
    ...(masters === undefined ? {} : { masters }),
    ...(replicas === undefined ? {} : { replicas }),
    ...(sentinels === undefined ? {} : { sentinels }),
  };
  const { nodes } = options;
  if (nodes === undefined) {
    const { sentinels: given, ...access } = snapshotRequest(options);
    return { ...access, expected, given, first: 'sentinel' };
  }
  if (options.sentinels !== undefined)
    throw usageError(
      '--nodes excludes --sentinels',
      'name sentinels with --sentinels, nodes of a Redis Cluster with --nodes',
    );
  return { ...accessOf(options), expected, given: parseNodes(nodes), first: 'cluster' };
}
