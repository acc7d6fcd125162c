import { containersOf, partAt, partsIn, type Part } from './objects.ts';

/** Types of volumes that the Pod Security Standard "restricted" allows. */
const volumeTypes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const names = (list: unknown): unknown[] => (Array.isArray(list) ? (list as unknown[]) : []);

function podFaults(spec: Part): string[] {
  const faults = ['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => spec[key] === true);
  for (const volume of partsIn(spec.volumes)) {
    const type = Object.keys(volume).find((key) => key !== 'name') ?? '';
    if (type !== '' && !volumeTypes.has(type)) faults.push(`a volume of type ${type}`);
  }
  return faults;
}

/** What a container has, or inherits from its pod. */
function containerFaults(container: Part, pod: Part): string[] {
  const own = partAt(container, 'securityContext');
  const inherited = partAt(pod, 'securityContext');
  const capabilities = partAt(own, 'capabilities');
  const seccomp = partAt(own, 'seccompProfile').type ?? partAt(inherited, 'seccompProfile').type;
  const checks: readonly (readonly [boolean, string])[] = [
    [own.privileged === true, 'privileged'],
    [own.allowPrivilegeEscalation !== false, 'allowPrivilegeEscalation is not false'],
    [(own.runAsNonRoot ?? inherited.runAsNonRoot) !== true, 'runAsNonRoot is not true'],
    [(own.runAsUser ?? inherited.runAsUser) === 0, 'runAsUser is 0'],
    [
      seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost',
      'seccompProfile is not RuntimeDefault',
    ],
    [!names(capabilities.drop).includes('ALL'), 'capabilities do not drop ALL'],
    [names(capabilities.add).some((name) => name !== 'NET_BIND_SERVICE'), 'capabilities are added'],
    [partsIn(container.ports).some(({ hostPort }) => Boolean(hostPort)), 'hostPort'],
  ];
  return checks.flatMap(([isFault, text]) => (isFault ? [text] : []));
}

/** What the Pod Security Standard "restricted" forbids in a pod; each once. */
export function restrictedFaults(pod: Part): string[] {
  const spec = partAt(pod, 'spec');
  const faults = containersOf(pod, true).flatMap((each) => containerFaults(each, spec));
  return [...new Set([...podFaults(spec), ...faults])];
}
