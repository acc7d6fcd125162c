import { catalogError } from '../diagnostics/diagnostic.ts';
import { registryOf } from '../model/image-reference.ts';
import { isMap } from '../model/json.ts';
import { askDocker, engineFailed, transferMs, tryDocker, type DockerResult } from './docker.ts';

/** An image as a registry has it. */
export interface RegistryImage {
  /** `sha256:…` */
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** How calls to a registry run. */
export interface RegistryCall {
  /** Takes what docker writes as it comes. */
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}

// The words of the engine, which passes on those of the registry (distribution, api/errcode), and of containerd.
const isDenied = ({ output }: DockerResult) =>
  /denied|unauthorized|no basic auth credentials|authentication required|authorization failed/i.test(
    output,
  );
const isAbsent = ({ output }: DockerResult) =>
  /(?:manifest|name|repository name) (?:unknown|not known)|manifest for \S+ not found|: not found\s*$/i.test(
    output,
  );

/** The error for a registry that does not accept the credentials of this machine. */
const denied = (image: string, action: string) =>
  catalogError(
    'registry-denied',
    `${registryOf(image)} does not allow this user to ${action} ${image}`,
    `log in: docker login ${registryOf(image)}`,
  );

/** The digest and labels of an image that the engine has just pulled or pushed. */
async function inspect(image: string): Promise<RegistryImage> {
  const format = '{{json .RepoDigests}}\n{{json .Config.Labels}}';
  const output = await askDocker(['image', 'inspect', '--format', format, image]);
  const [digests, labels] = output.split('\n').map((line): unknown => JSON.parse(line));
  const [name] = image.split(/:[^:/]+$|@/);
  const known = Array.isArray(digests) ? digests.map(String) : [];
  // An image of two repositories has a digest in each. Docker Hub's names are listed in their short form.
  const own = known.find((digest) =>
    digest.startsWith(`${name?.replace(/^docker\.io\/(library\/)?/, '')}@`),
  );
  const digest = (own ?? known[0] ?? '').replace(/^.*@/, '');
  return { digest, labels: isMap(labels) ? (labels as Record<string, string>) : {} };
}

/** How the attempt to pull an image ended: with the image, or because the registry has none or shows none. */
type Pulled =
  | { readonly image: RegistryImage }
  | { readonly image: undefined; readonly isDenied: boolean };

/**
 * Pulls an image. The registries of GitHub, GitLab and Docker Hub deny what does not exist. Throws if the
 * registry cannot be reached.
 */
export async function tryPull(image: string, { signal, onOutput }: RegistryCall): Promise<Pulled> {
  const args = ['pull', '--quiet', image];
  const ended = await tryDocker(args, { signal, timeoutMs: transferMs });
  if (ended.status === 0) return { image: await inspect(image) };
  if (isAbsent(ended) || isDenied(ended)) return { image: undefined, isDenied: isDenied(ended) };
  onOutput(ended.output);
  throw engineFailed(args, ended);
}

/** Pulls an image that must exist. */
export async function pull(image: string, call: RegistryCall): Promise<RegistryImage> {
  const pulled = await tryPull(image, call);
  if (pulled.image) return pulled.image;
  if (pulled.isDenied) throw denied(image, 'pull');
  throw catalogError(
    'image-missing',
    `${registryOf(image)} does not have the image ${image}`,
    'check the name and the tag of the image',
  );
}

/** Pushes an image of the engine, and returns its digest. */
export async function push(image: string, { signal, onOutput }: RegistryCall): Promise<string> {
  const args = ['push', image];
  const ended = await tryDocker(args, { show: onOutput, signal, timeoutMs: transferMs });
  if (ended.status !== 0) throw isDenied(ended) ? denied(image, 'push') : engineFailed(args, ended);
  return (await inspect(image)).digest;
}
