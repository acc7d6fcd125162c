import { formatEndpoint } from '../../cluster/endpoint.ts';
import type { ClusterSnapshot, Trouble } from '../../cluster/status/cluster-snapshot.ts';
import { CatalogError, catalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readSnapshot, type SnapshotRequest } from '../../redis/read-snapshot.ts';

const checkTls = 'if the port uses TLS, add --tls';

const hints: Partial<Record<Trouble, string>> = {
  'password-missing': 'pass the password of the sentinels with --sentinel-password-file',
  'password-wrong':
    'check that --sentinel-password-file holds the password of the sentinels, not of the data nodes',
  'not-a-sentinel': 'use the port of a sentinel: 26379, or sentinel_port of the entry',
  tls: 'omit --tls, or use the TLS port and trust its certificate (NODE_EXTRA_CA_CERTS)',
  protocol: checkTls,
  closed: checkTls,
  timeout:
    'addresses of a container network are reachable only inside it: use the announced address',
  hangs: 'the process is stopped or overloaded; name another sentinel',
  unresolved: 'check the spelling of the name',
};

/** Reads a live cluster. Throws why it cannot be read: for every sentinel, the reason. */
export async function takeSnapshot(request: SnapshotRequest): Promise<ClusterSnapshot> {
  const { snapshot, knownMasters, silentSentinels } = await readSnapshot(request);
  if (snapshot) return snapshot;
  if (knownMasters !== undefined) {
    const known = knownMasters.join(', ');
    throw catalogError(
      'master-unknown',
      `no sentinel knows a master named ${request.masterName}`,
      known === ''
        ? 'they monitor no master'
        : `they know: ${known}; choose one with --master-name`,
    );
  }
  throw new CatalogError(
    silentSentinels.map(({ at, reason, trouble }): Diagnostic => ({
      code: 'sentinels-silent',
      severity: 'error',
      message: `no answer from the sentinel at ${formatEndpoint(at)}: ${reason}`,
      hint: hints[trouble] ?? 'check that it runs and that the port is right',
    })),
  );
}
