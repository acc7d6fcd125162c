import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { largestTemplate, type BlueprintFiles, type TemplateFile } from '../model/blueprint.ts';
import { shownName } from '../model/file-name.ts';
import { fileTree } from '../model/file-tree.ts';
import { fileDiagnostic } from './file-diagnostic.ts';
import { isLeftover, unused } from './leftover.ts';
import { linkFault } from './own-part.ts';
import { readFilesFolder, type FilesFolder } from './read-files-folder.ts';
import { readOwnText } from './read-own-text.ts';

const ending = '.hbs';

/** The files that a blueprint has by their place in its folder, not by a path in blueprint.yml. */
export interface OwnFolder extends Pick<
  BlueprintFiles,
  'templates' | 'partials' | 'extra' | 'chart'
> {
  /** What lies in the folder itself. */
  readonly entries: readonly Dirent[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Templates {
  readonly files: readonly TemplateFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The `.hbs` files of these names; `output` of each is its name without the ending. */
function readTemplates(folder: string, all: readonly string[]): Templates {
  const names = all.filter((name) => name.endsWith(ending)).sort();
  const read = names.map((name) => ({
    name,
    ...readOwnText(folder, name, { limit: largestTemplate }),
  }));
  return {
    files: read.map(({ name, value }) => ({
      path: join(folder, name),
      output: name.slice(0, -ending.length),
      text: value ?? '',
    })),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Why a file of partials/ cannot be included; undefined if it can. */
function faultOfPartial(folder: string, entry: Dirent): Diagnostic | undefined {
  const { name } = entry;
  const path = shownName(join(folder, name));
  if (isLeftover(name)) return unused(path);
  if (entry.isSymbolicLink()) return linkFault(path);
  if (entry.isDirectory()) {
    return unused(path, 'a partial cannot be in a directory of its own', `move it to ${folder}`);
  }
  if (/^[\w-]+\.hbs$/.test(name)) return undefined;
  return unused(
    path,
    'a template cannot include a file of this name',
    'name it with letters, digits, _ and -, and .hbs at the end',
  );
}

function readPartials(folder: string): Templates {
  const entries = readdirSync(folder, { withFileTypes: true });
  const faults = new Map(entries.map((entry) => [entry.name, faultOfPartial(folder, entry)]));
  const usable = entries.map(({ name }) => name).filter((name) => !faults.get(name));
  const { files, diagnostics } = readTemplates(folder, usable);
  const found = [...faults.values()].flatMap((fault) => fault ?? []);
  return { files, diagnostics: [...found, ...diagnostics] };
}

const fileFault = (file: string): Diagnostic => ({
  code: 'blueprint-file',
  severity: 'error',
  message: 'this is a file; a blueprint has a directory of this name',
  at: { file },
  hint: 'make it a directory, or rename it',
});

/** Reads one of the folders of a blueprint, unless there is none. */
function inFolder<T extends Pick<Templates, 'diagnostics'>>(
  path: string,
  none: T,
  read: (path: string) => T,
): T {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return none;
  if (!stat.isDirectory()) {
    return { ...none, diagnostics: [stat.isSymbolicLink() ? linkFault(path) : fileFault(path)] };
  }
  try {
    return read(path);
  } catch (error) {
    return { ...none, diagnostics: [fileDiagnostic(error, path, 'file-unreadable')] };
  }
}

/** Reads the templates, partials and other files in the folder of a blueprint. */
export function readOwnFolder(folder: string): OwnFolder {
  const entries = readdirSync(folder, { withFileTypes: true });
  const beside = readTemplates(
    folder,
    entries
      .filter((entry) => !entry.isDirectory() && !isLeftover(entry.name))
      .map(({ name }) => name),
  );
  const filesFolder = join(folder, 'files');
  const none: FilesFolder = { files: new Map(), diagnostics: [] };
  const copied = inFolder(filesFolder, none, readFilesFolder);
  const chart = inFolder(join(folder, 'chart'), none, readFilesFolder);
  const below = readTemplates(filesFolder, [...copied.files.keys()]);
  const partials = inFolder(join(folder, 'partials'), { files: [], diagnostics: [] }, readPartials);
  return {
    entries,
    templates: [...beside.files, ...below.files],
    partials: partials.files,
    extra: fileTree([...copied.files].filter(([path]) => !path.endsWith(ending))),
    chart: chart.files,
    diagnostics: [beside, copied, below, partials, chart].flatMap(({ diagnostics }) => diagnostics),
  };
}
