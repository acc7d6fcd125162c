import type { Launch } from '../rancher/launch/launch.ts';
import type { VariableUse } from '../rancher/launch/interpolator.ts';
import { meantRaw, type ComposeFile } from './compose-file.ts';
import { dollarTexts } from './dollar-texts.ts';
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
  /** Texts that templates compare the answers with, by variable. */
  readonly compared: (name: string) => readonly string[];
  /** Whether a template loops over all answers, or computes a name. */
  readonly dynamic: boolean;
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

/** Uses in a file; of one that was rejected, those that the launcher would come to. */
function usesOf(file: ComposeFile): readonly VariableUse[] {
  const raw = meantRaw(file);
  if (file.launched.raw || !raw) return file.launched.uses;
  return dollarTexts(raw).flatMap(({ node, parsed }) =>
    parsed.parts.flatMap((each) =>
      'variable' in each ? [{ name: each.variable, offset: node.offset }] : [],
    ),
  );
}

/** Gathers the uses of variables of a version's launched files. */
export function variableUses(launch: Launch, files: readonly ComposeFile[]): VariableUses {
  const interpolated = files.flatMap((file) =>
    usesOf(file).map(({ name, offset }) => ({
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
  const dynamic = values.some(({ found }) => found.dynamic);
  const isUnknown = dynamic || (launch.verdict !== 'accepted' && files.length < 2);
  const compared = (name: string) =>
    values.flatMap(({ found }) => [...(found.beside.get(name) ?? [])]);
  return {
    interpolated,
    inTemplate,
    compared,
    dynamic,
    isUsed: (name) => isUnknown || used.has(name),
  };
}
