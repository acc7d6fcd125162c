import type { Launch } from '../rancher/launch/launch-version.ts';
import type { ComposeFile } from './compose-file.ts';
import type { Spot } from './found.ts';
import { valueUses } from './value-uses.ts';

/** A variable in a file. */
export interface Use {
  readonly name: string;
  readonly at: Spot;
}

/** What the files of a version do with variables. */
export interface VariableUses {
  /** `${X}` and `$X` in values that Rancher interpolates. */
  readonly interpolated: readonly Use[];
  /** `.Values.X` in template actions, including branches that are not taken. */
  readonly inTemplate: readonly (Use & { readonly printed: boolean })[];
  /** Whether a variable is used; true for all if a template loops over them. */
  readonly isUsed: (name: string) => boolean;
}

const token = /\$\$|\$\{([A-Za-z0-9_]+)\}|\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** Variables in a text without its comments, including branches that are not taken. */
function variablesIn(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.includes('$') && !/^\s*#/.test(line))
    .flatMap((line) => [...line.matchAll(token)].map((match) => match[1] ?? match[2] ?? ''))
    .filter((name) => name !== '');
}

/** Gathers the uses of variables of a version's launched files. */
export function variableUses(launch: Launch, files: readonly ComposeFile[]): VariableUses {
  const interpolated = files.flatMap((file) =>
    file.launched.uses.map(({ name, offset }) => ({
      name,
      at: { file: file.file, offset, origin: file.launched.rendered.origin },
    })),
  );
  const values = files.map((file) => ({ file, found: valueUses(file.launched.rendered.template) }));
  const inTemplate = values.flatMap(({ file, found }) =>
    found.uses.map(({ name, offset, printed }) => ({
      name,
      printed,
      at: { file: file.file, offset },
    })),
  );
  const used = new Set([...interpolated, ...inTemplate].map(({ name }) => name));
  for (const file of files) {
    // If a branch is not taken or a launch ends early, there are more uses than the launch has seen.
    const isWhole = file.launched.raw !== undefined && !file.launched.rendered.template;
    if (!isWhole) for (const name of variablesIn(file.file.text ?? '')) used.add(name);
  }
  const isUnknown =
    values.some(({ found }) => found.dynamic) ||
    (launch.verdict !== 'accepted' && files.length < 2);
  return { interpolated, inTemplate, isUsed: (name) => isUnknown || used.has(name) };
}
