import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryId, stackKey, type Stack } from '../../chart/migration/stack.ts';
import {
  catalogError,
  CatalogError,
  type Diagnostic,
  type Place,
} from '../../diagnostics/diagnostic.ts';
import { OwnFiles } from '../../files/own-files.ts';
import { assertNoPrivate, writePrivate } from '../../files/write-private.ts';
import { findBlueprint } from './find-blueprint.ts';
import { findEntry } from './find-entry.ts';
import type { MigrateOptions, PlannedMigration } from './migrated.ts';
import { planOther } from './plan-other.ts';
import { planOwn } from './plan-own.ts';
import { readStackSource } from './read-stack-source.ts';

export type { MigrateOptions } from './migrated.ts';

/** A file of a migration. */
export interface MigratedFile {
  readonly path: string;
  /** Whether it had this content before. */
  readonly isUnchanged: boolean;
}

/** What a migration wrote, and what is left to do. */
export interface MigratedStack extends Omit<PlannedMigration, 'files' | 'secret'> {
  readonly files: readonly MigratedFile[];
  /** `catalog://CATALOG:TEMPLATE:REVISION` */
  readonly externalId: string;
}

/** Throws if the entry of a stack cannot be known: with its answers alone, it would pass for one of others. */
function assertKnown({ dockerCompose, rancherCompose, entry }: Stack, at: Place): void {
  if (dockerCompose !== '' || rancherCompose !== '') return;
  throw catalogError(
    'stack-entry',
    `the entry ${entry.template} is not known: no catalog was given, and the stack does not have its files`,
    `pass a checkout of the catalog that Rancher calls ${entry.catalog}: --catalog DIR`,
    at,
  );
}

async function planMigration(
  options: MigrateOptions,
): Promise<PlannedMigration & { externalId: string; key: string }> {
  const { catalog, blueprint, signal } = options;
  const read = await readStackSource(options);
  const stack = read.value;
  if (!stack) throw new CatalogError(read.diagnostics);
  const at = read.placeOf(['externalId']);
  if (catalog === undefined && blueprint === undefined) assertKnown(stack, at);
  const entry = await findEntry(stack, catalog, signal);
  const found = await findBlueprint(entry, stack.entry.template, blueprint, at);
  const plan = found
    ? await planOwn(stack, read, entry, found, options)
    : planOther(stack, entry, options);
  return { ...plan, externalId: `catalog://${entryId(stack.entry)}`, key: stackKey(stack) };
}

/** Throws unless all files can be written; all faults at once. */
function assertFree(own: OwnFiles, { files, secret }: PlannedMigration, out: string): void {
  const faults: Diagnostic[] = [];
  const checks = [
    () => own.assertFree([...files.keys()]),
    () => secret && assertNoPrivate(join(out, secret.name), secret.content),
  ];
  for (const check of checks) {
    try {
      check();
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      faults.push(...error.diagnostics);
    }
  }
  if (faults.length > 0) throw new CatalogError(faults);
}

/** A file that can be written, before it is. */
function fileOf(path: string, content: string): MigratedFile {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  return { path, isUnchanged: isThere && readFileSync(path, 'utf8') === content };
}

/** Turns a stack of Rancher 1.6 into the values of a chart, and writes them. Nothing is written if anything is wrong. */
export async function migrate(options: MigrateOptions): Promise<MigratedStack> {
  const { out, signal } = options;
  const { files, secret, key, ...plan } = await planMigration(options);
  signal.throwIfAborted();
  const own = new OwnFiles(out, key);
  assertFree(own, { ...plan, files, secret }, out);
  const planned = [...files, ...(secret ? [[secret.name, secret.content] as const] : [])];
  const made = planned.map(([name, content]) => fileOf(join(out, name), content));
  own.write(files);
  if (secret) writePrivate(join(out, secret.name), secret.content);
  return { ...plan, files: made };
}
