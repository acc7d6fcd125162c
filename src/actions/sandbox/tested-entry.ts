import { usageError } from '../../diagnostics/usage-error.ts';
import { removeLeftovers } from '../../docker/belongings.ts';
import { requestedRuntime, type RuntimeKind, type RuntimeRequest } from './choose-runtime.ts';
import type { ClusterEntry } from './load-cluster-entry.ts';
import { prepareImage } from './prepare-image.ts';

/** The entry and the image that a drill or a storm tests. */
export interface TestedEntry extends RuntimeRequest {
  /** Answers file of the entry. @default the example */
  readonly answers?: string | undefined;
  /** Start script of the image under test, for processes. @default the one in this package */
  readonly startScript?: string | undefined;
  readonly signal: AbortSignal;
}

/** The runtime of a test: processes unless containers are requested. Throws if the options conflict. */
export function testedRuntime(options: TestedEntry): RuntimeKind {
  const kind = requestedRuntime(options) ?? 'process';
  if (kind === 'docker' && options.startScript !== undefined)
    throw usageError(
      '--start-script requires --runtime process',
      'build an image with the script, and name the image with --image',
    );
  return kind;
}

/** Prepares the image of containers, and removes containers of runs that were killed; undefined for processes. */
export async function testedImage(
  entry: ClusterEntry,
  kind: RuntimeKind,
  { image, signal }: TestedEntry,
  onLog: (text: string) => void,
): Promise<string | undefined> {
  if (kind === 'process') return undefined;
  const made = await prepareImage(entry, { image, signal, onLog });
  await removeLeftovers();
  return made;
}
