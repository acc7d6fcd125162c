import { textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';

/** What a file of a catalog can differ for. */
export type DriftCause =
  | 'answers'
  | 'blueprint'
  | 'schema'
  | 'program version'
  | 'edited by hand in the catalog'
  | 'not known: this version says nothing of its making';

/** From what a version was made, as far as it says. */
export interface Inputs {
  readonly program: string;
  readonly blueprint: string;
  readonly schema: string;
  readonly answers: string;
  /** Path → digest of the file as it was released. */
  readonly files: ReadonlyMap<string, string>;
}

/** The inputs in which two makings differ. */
export function changedInputs(before: Inputs, after: Inputs): DriftCause[] {
  const causes: DriftCause[] = [];
  if (before.answers !== after.answers) causes.push('answers');
  if (before.blueprint !== after.blueprint) causes.push('blueprint');
  if (before.schema !== after.schema) causes.push('schema');
  if (before.program !== after.program) causes.push('program version');
  return causes;
}

/**
 * Why a file of a version differs from what would be generated. `digest` is that of the file as it
 * is in the catalog, undefined when it is not there.
 */
export function driftCauses(
  path: string,
  digest: string | undefined,
  before: Inputs | undefined,
  after: Inputs,
): DriftCause[] {
  if (!before || before.files.size === 0) {
    const inputs = before ? changedInputs(before, after) : [];
    return inputs.length > 0 ? inputs : [before ? 'edited by hand in the catalog' : unknown];
  }
  const released = before.files.get(path);
  const causes: DriftCause[] = digest === released ? [] : ['edited by hand in the catalog'];
  if (released !== after.files.get(path)) {
    const inputs = changedInputs(before, after);
    // Secret answers are in no digest: nothing else changed, so one of them did.
    causes.push(...(inputs.length > 0 ? inputs : (['answers'] as const)));
  }
  return causes;
}

const unknown = 'not known: this version says nothing of its making';

/** Why config.yml or an icon differs; they say nothing of their making themselves. */
export function templateDriftCauses(before: Inputs | undefined, after: Inputs): DriftCause[] {
  if (!before) return [unknown];
  const inputs = changedInputs(before, after);
  return inputs.length > 0 ? inputs : ['edited by hand in the catalog'];
}

const linesOf = (file: TreeFile): string[] | undefined => {
  const text = textOf(file);
  return text.includes('\0') ? undefined : text.replaceAll('\r\n', '\n').split('\n');
};

/** What differs, in words that show nothing of the content: it may be a secret. */
export function describeDifference(path: string, before: FileTree, after: FileTree): string {
  const [old, fresh] = [before.get(path), after.get(path)];
  if (!old) return 'is missing';
  if (!fresh) return 'would not be generated';
  if (old.mode !== fresh.mode) return 'has another file mode';
  const [left, right] = [linesOf(old), linesOf(fresh)];
  if (!left || !right) return 'has other bytes';
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
  return `differs from line ${at}: ${lost} there that would not be, ${gained} that would`;
}
