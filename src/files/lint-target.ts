import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseVersionFolder } from '../rancher/template-path.ts';
import { assertFolder } from './named-folder.ts';

/** What to lint: a catalog, or a part of it. */
export interface LintTarget {
  /** The catalog's folder, as an absolute path. */
  readonly root: string;
  /** Its path from the working directory; empty if it is the working directory. */
  readonly shown: string;
  /** `templates/redis`, if only that template is linted. */
  readonly template: string | undefined;
  /** `templates/redis/0`, if only that version is linted. */
  readonly version: string | undefined;
}

const isTemplate = (folder: string) =>
  ['config.yml', 'config.yaml'].some((name) => existsSync(join(folder, name)));

const composeNames = ['docker-compose.yml', 'rancher-compose.yml'];

function isVersion(folder: string): boolean {
  if (parseVersionFolder(basename(folder)) === undefined) return false;
  const hasCompose = composeNames.some(
    (name) => existsSync(join(folder, name)) || existsSync(join(folder, `${name}.tpl`)),
  );
  return hasCompose || isTemplate(dirname(folder));
}

function targetIn(root: string, below: string | undefined): LintTarget {
  const steps = below?.split('/') ?? [];
  return {
    root,
    shown: relative(process.cwd(), root),
    template: steps.length >= 2 ? steps.slice(0, 2).join('/') : undefined,
    version: steps.length === 3 ? below : undefined,
  };
}

/** Which catalog a path belongs to, and which part of it. */
export function findTarget(path: string): LintTarget {
  const folder = resolve(path);
  const of = 'a catalog, a template, a version or a chart';
  assertFolder(path, {
    of,
    missingHint: `pass the directory of ${of}`,
    ...(path.endsWith('.tgz')
      ? {
          fileHint: `unpack it, and lint the directory of the chart: tar -xzf ${path}; or lint the repository that lists it`,
        }
      : {}),
  });
  const top = dirname(dirname(folder));
  if (isVersion(folder)) return targetIn(dirname(top), relative(dirname(top), folder));
  return isTemplate(folder) ? targetIn(top, relative(top, folder)) : targetIn(folder, undefined);
}
