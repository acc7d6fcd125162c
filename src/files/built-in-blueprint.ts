import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { packageRoot } from './package-root.ts';

const blueprintFile = 'blueprint.yml';

/** The names of the blueprints that ship with the program. */
export function builtInBlueprints(): string[] {
  const folder = join(packageRoot(), 'catalog');
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, blueprintFile)))
    .sort();
}

/** Whether a blueprint is named by its path, not its name. */
export function isPath(blueprint: string): boolean {
  return /[/\\]/.test(blueprint) || blueprint === '.' || blueprint === '..';
}

/** The blueprint.yml of a built-in blueprint; undefined when there is none of that name. */
export function builtInBlueprint(name: string): string | undefined {
  if (!builtInBlueprints().includes(name)) return undefined;
  return fromHere(join(packageRoot(), 'catalog', name, blueprintFile));
}

/** The blueprint.yml in a folder; a folder in an answers file is relative to that file. */
export function blueprintIn(folder: string, answersPath?: string): string {
  const base = answersPath === undefined || answersPath === '-' ? '.' : dirname(answersPath);
  const path = join(resolve(base, folder), blueprintFile);
  return fromHere(path);
}

/** The shorter way to a path: from the working directory when it lies below it. */
function fromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') || short === '' ? path : short;
}
