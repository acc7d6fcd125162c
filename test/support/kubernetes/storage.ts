import type { KubernetesApi } from './api.ts';
import type { Claim } from './objects.ts';

const provisioner = 'rancher-catalog.test/storage';
const provisionerAnnotation = 'volume.beta.kubernetes.io/storage-provisioner';

/** The default class, whose volumes can be used on each node. */
const storageClass = {
  metadata: {
    name: 'network',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
  allowVolumeExpansion: true,
};

/** Makes the default storage class, unless it is there. */
export async function createStorageClass(api: KubernetesApi): Promise<void> {
  const { status } = await api.send('POST', '/apis/storage.k8s.io/v1/storageclasses', storageClass);
  if (status !== 201 && status !== 409) throw new Error(`storage class: ${status}`);
}

/** Gives a claim that waits for our provisioner a volume; the controllers bind the two. */
export async function provision(api: KubernetesApi, claim: Claim): Promise<void> {
  const { metadata, spec, status } = claim;
  if (status.phase !== 'Pending' || spec.volumeName !== undefined) return;
  if (metadata.annotations?.[provisionerAnnotation] !== provisioner) return;
  // 409: it is made, and not bound yet.
  await api.send('POST', '/api/v1/persistentvolumes', {
    metadata: {
      name: `pvc-${metadata.uid}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': provisioner },
    },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      claimRef: { kind: 'PersistentVolumeClaim', ...metadataOf(claim) },
      hostPath: { path: `/volumes/${metadata.uid}` },
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: spec.storageClassName,
    },
  });
}

const metadataOf = ({ metadata: { namespace, name, uid } }: Claim) => ({ namespace, name, uid });
