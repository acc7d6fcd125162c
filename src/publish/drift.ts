import { counted } from '../diagnostics/counted.ts';
import { textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';

/** Why a file of a catalog differs from the generated one. */
export type DriftCause =
  | 'answers'
  | 'blueprint'
  | 'schema'
  | 'program version'
  | 'manual edit in the catalog'
  | 'unknown: this version does not record its inputs';

/** Causes in messages. */
export const causeText: Readonly<Record<DriftCause, string>> = {
  answers: 'the answers changed',
  blueprint: 'the blueprint changed',
  schema: 'the answers schema changed',
  'program version': 'the program version changed',
  'manual edit in the catalog': 'manual edit in the catalog',
  'unknown: this version does not record its inputs':
    'unknown: this version does not record its inputs',
};

/** The inputs that a version was generated from, as it records them. */
export interface Inputs {
  readonly program: string;
  readonly blueprint: string;
  readonly schema: string;
  readonly answers: string;
  /** Path → digest of the file as it was released. */
  readonly files: ReadonlyMap<string, string>;
}

/** The inputs that differ between two generations. */
export function changedInputs(before: Inputs, after: Inputs): DriftCause[] {
  const causes: DriftCause[] = [];
  if (before.answers !== after.answers) causes.push('answers');
  if (before.blueprint !== after.blueprint) causes.push('blueprint');
  if (before.schema !== after.schema) causes.push('schema');
  if (before.program !== after.program) causes.push('program version');
  return causes;
}

/**
 * Why a file of a version differs from what would be generated. `digest` is that of the file in the
 * catalog; undefined when it is missing.
 */
export function driftCauses(
  path: string,
  digest: string | undefined,
  before: Inputs | undefined,
  after: Inputs,
): DriftCause[] {
  if (!before || before.files.size === 0) {
    const inputs = before ? changedInputs(before, after) : [];
    return inputs.length > 0 ? inputs : [before ? 'manual edit in the catalog' : unknown];
  }
  const released = before.files.get(path);
  const causes: DriftCause[] = digest === released ? [] : ['manual edit in the catalog'];
  if (released !== after.files.get(path)) {
    const inputs = changedInputs(before, after);
    // Digests leave secret answers out: nothing else changed, so one of those did.
    causes.push(...(inputs.length > 0 ? inputs : (['answers'] as const)));
  }
  return causes;
}

const unknown = 'unknown: this version does not record its inputs';

const linesOf = (file: TreeFile): string[] | undefined => {
  const text = textOf(file);
  return text.includes('\0') ? undefined : text.replaceAll('\r\n', '\n').split('\n');
};

/** What differs, without any content: it may be a secret. */
export function describeDifference(path: string, before: FileTree, after: FileTree): string {
  const [old, fresh] = [before.get(path), after.get(path)];
  if (!old) return 'is missing';
  if (!fresh) return 'is not generated';
  if (old.mode !== fresh.mode) return 'has a different file mode';
  const [left, right] = [linesOf(old), linesOf(fresh)];
  if (!left || !right) return 'has different bytes';
  const first = left.findIndex((line, index) => line !== right[index]);
  const remaining = new Map<string, number>();
  for (const line of right) remaining.set(line, (remaining.get(line) ?? 0) + 1);
  const lost = left.filter((line) => {
    const count = remaining.get(line) ?? 0;
    remaining.set(line, count - 1);
    return count <= 0;
  }).length;
  const gained = right.length - (left.length - lost);
  const at = first === -1 ? left.length : first + 1;
  return `differs from line ${at}: generate would remove ${counted(lost, 'line')} and add ${counted(gained, 'line')}`;
}
