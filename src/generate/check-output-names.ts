import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { faultOfFileName, shownName } from '../model/file-name.ts';

/** A file of a blueprint, and the path in the version folder that it goes to. */
export interface PlannedFile {
  /** For messages. */
  readonly path: string;
  readonly output: string;
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/**
 * Names with a meaning to Rancher, wherever in a template they are (catalog-service manager/traverse.go:240-311), and
 * what to do instead.
 */
const reserved: readonly (readonly [name: RegExp, hint: string])[] = [
  [/^config\.yml$/, 'write its content into blueprint.yml, from which config.yml is generated'],
  [/^catalogIcon/, 'name the icon in blueprint.yml: icon: FILE'],
  [
    /^(?:docker|rancher)-compose\.yml\.tpl$/,
    'use conditions in the .hbs file; a .tpl file is written when they need it',
  ],
];

const owned = /^(?:docker|rancher)-compose\.yml$/;

/** Rancher takes every spelling for the README of the version. */
const readme = /^readme\.md$/i;

function faultOf({ path, output }: PlannedFile): Diagnostic | undefined {
  const name = baseName(output);
  const fault = (message: string, hint: string): Diagnostic => ({
    code: 'blueprint-file',
    severity: 'error',
    message,
    at: { file: shownName(path) },
    hint,
  });
  if (name === '') return fault('this template has no name', 'put a name before .hbs');
  const [unusable] = output.split('/').flatMap((part) => faultOfFileName(part) ?? []);
  if (unusable !== undefined) {
    return fault(`this would be ${shownName(output)} of the version: ${unusable}`, 'rename it');
  }
  const [, hint] = reserved.find(([pattern]) => pattern.test(name)) ?? [];
  if (hint !== undefined) return fault(`${name} has another meaning to Rancher`, hint);
  if (owned.test(name) && output !== name) {
    return fault(
      `Rancher would take this file for ${name} of the version, wherever it is`,
      `rename it, or write its content into ${name}.hbs`,
    );
  }
  if (readme.test(name) && output !== 'README.md') {
    return fault(
      'Rancher would show this file as the README of the version, wherever it is',
      'rename it, or write README.md.hbs beside blueprint.yml',
    );
  }
  return undefined;
}

/**
 * The faults of the names that files of a version get: names with another meaning, and two files of which Rancher
 * would serve only one, because it keeps the files of a version by their name without folders.
 */
export function checkOutputNames(files: readonly PlannedFile[]): Diagnostic[] {
  const first = new Map<string, PlannedFile>();
  return files.flatMap((file): Diagnostic[] => {
    const fault = faultOf(file);
    if (fault) return [fault];
    const name = baseName(file.output);
    const earlier = first.get(name);
    if (!earlier) {
      first.set(name, file);
      return [];
    }
    const isSame = earlier.output === file.output;
    return [
      {
        code: 'blueprint-file',
        severity: 'error',
        message: isSame
          ? `this would be ${file.output} of the version, as ${earlier.path} is`
          : `Rancher ignores the directories in a version, so it would serve only one of this file and ${earlier.path}`,
        at: { file: file.path },
        hint: 'rename or remove one of the two',
      },
    ];
  });
}
