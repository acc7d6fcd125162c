import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogError, type CatalogError } from '../diagnostics/diagnostic.ts';

/** A target whose new state is in the stage, under its number in the list. */
export interface CommittedTarget {
  readonly target: string;
  /** Whether it existed. Undefined if an earlier version of this program wrote the commit. */
  readonly existed: boolean | undefined;
}

/**
 * The folders that a run can replace: below the root, none of them hidden. A stage can come with a
 * checkout, so its content is not trusted.
 */
const replaceable = /^[^./][^/]*(?:\/[^./][^/]*){0,2}$/;

function targetOf(value: unknown): CommittedTarget | undefined {
  const { target, existed } =
    typeof value === 'string' ? { target: value, existed: undefined } : Object(value);
  if (typeof target !== 'string' || !replaceable.test(target)) return undefined;
  return { target, existed: typeof existed === 'boolean' ? existed : undefined };
}

function parse(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** The targets of a commit. Throws if this program did not write it. */
export function readCommit(stage: string, text: string): readonly CommittedTarget[] {
  const list = parse(text)?.map(targetOf);
  const targets = list?.flatMap((target) => target ?? []) ?? [];
  if (list && targets.length === list.length) return targets;
  throw unknownStage(stage);
}

/** The fault of what has the name of a stage, but is not one. */
export const unknownStage = (stage: string): CatalogError =>
  catalogError(
    'path-unsafe',
    'this stage was not left by a run of this program',
    'check its content, and remove it',
    { file: stage },
  );

/** Makes a stage valid, in one step. */
export function writeCommit(stage: string, targets: readonly CommittedTarget[]): void {
  const draft = join(stage, 'commit.draft');
  writeFileSync(draft, JSON.stringify(targets), { flush: true });
  renameSync(draft, join(stage, 'commit'));
}
