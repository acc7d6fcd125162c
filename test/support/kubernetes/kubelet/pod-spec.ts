// The fields of a pod that the kubelet of tests acts on. What it does not act on, such as limits of memory, is not here.
import type { Metadata } from '../objects.ts';

interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: KeyReference;
    readonly configMapKeyRef?: KeyReference;
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

/** Times in seconds; the API server sets all defaults. */
export interface Probe {
  readonly exec?: { readonly command: readonly string[] };
  readonly tcpSocket?: { readonly port: number | string };
  readonly httpGet?: { readonly path?: string; readonly port: number | string };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
}

interface SecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
}

export interface RunContainer extends Probes {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly securityContext?: SecurityContext & { readonly readOnlyRootFilesystem?: boolean };
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
  }[];
}

export interface Probes {
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
}

interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
  readonly defaultMode?: number;
  readonly optional?: boolean;
}

export interface PodVolume {
  readonly name: string;
  readonly emptyDir?: object;
  readonly secret?: Items & { readonly secretName: string };
  readonly configMap?: Items & { readonly name: string };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

export interface RunPod {
  readonly metadata: Metadata & { readonly deletionGracePeriodSeconds?: number };
  readonly spec: {
    readonly nodeName?: string;
    readonly hostname?: string;
    readonly hostNetwork?: boolean;
    readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
    readonly terminationGracePeriodSeconds?: number;
    readonly initContainers?: readonly unknown[];
    readonly containers: readonly RunContainer[];
    readonly volumes?: readonly PodVolume[];
    readonly securityContext?: SecurityContext & { readonly fsGroup?: number };
  };
  readonly status: { readonly phase?: string; readonly podIP?: string };
}

/** `NAMESPACE/NAME`. */
export const keyOf = ({ metadata }: RunPod): string => `${metadata.namespace}/${metadata.name}`;

/** Throws if a pod needs what this kubelet does not do. */
export function checkRunnable(pod: RunPod): void {
  const { hostNetwork = false, initContainers = [], volumes = [] } = pod.spec;
  const known = ['emptyDir', 'secret', 'configMap', 'persistentVolumeClaim'];
  const strange = volumes.filter((volume) => !known.some((kind) => kind in volume));
  const missing = [
    ...(hostNetwork ? ['hostNetwork'] : []),
    ...(initContainers.length > 0 ? ['initContainers'] : []),
    ...strange.map(({ name }) => `volume ${name}`),
  ];
  if (missing.length > 0)
    throw new Error(`${keyOf(pod)} needs what the kubelet of tests lacks: ${missing.join(', ')}`);
}
