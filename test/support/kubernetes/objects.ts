// The parts of Kubernetes objects that tests look at.

export interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly deletionTimestamp?: string;
  readonly generation?: number;
}

export interface KubernetesObject {
  readonly kind?: string;
  readonly metadata: Metadata;
}

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly message?: string;
}

interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: KeyReference };
  }[];
}

interface Volume {
  readonly secret?: {
    readonly secretName: string;
    readonly optional?: boolean;
    readonly items?: readonly { readonly key: string }[];
  };
}

export interface Pod extends KubernetesObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly Container[];
    readonly volumes?: readonly Volume[];
  };
  readonly status: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly conditions?: readonly Condition[];
  };
}

export interface Secret extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

export interface Claim extends KubernetesObject {
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
    readonly storageClassName?: string;
    readonly volumeName?: string;
  };
  readonly status: { readonly phase?: string };
}

export interface StatefulSet extends KubernetesObject {
  readonly spec: {
    readonly replicas: number;
    readonly podManagementPolicy?: string;
    readonly template: { readonly spec: Pod['spec'] };
  };
  readonly status: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
  };
}

export interface Endpoints extends KubernetesObject {
  readonly subsets?: readonly {
    readonly addresses?: readonly { readonly ip: string; readonly hostname?: string }[];
  }[];
}

export const condition = (
  object: { readonly status: { readonly conditions?: readonly Condition[] } },
  type: string,
): Condition | undefined => object.status.conditions?.find((each) => each.type === type);

export const isReady = (pod: Pod): boolean => condition(pod, 'Ready')?.status === 'True';

/** The nodes that pods are on, sorted; empty for one that is on none. */
export const nodesOf = (pods: readonly Pod[]): readonly string[] =>
  pods.map((pod) => pod.spec.nodeName ?? '').toSorted();
