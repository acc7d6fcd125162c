import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BlueprintFiles, BlueprintMetadata } from '../model/blueprint.ts';
import { digestOf } from '../model/digest.ts';
import { bytesOf, type FileTree } from '../model/file-tree.ts';
import { fileDiagnostic } from './file-diagnostic.ts';
import { shippedImage } from './package-root.ts';
import { faultOfPart } from './own-part.ts';
import { readBytes } from './read-text.ts';
import { readOwnFolder } from './read-own-folder.ts';
import { readOwnText } from './read-own-text.ts';
import { readTree } from './read-tree.ts';
import { unusedBeside } from './unused-beside.ts';

const mebibyte = 1024 * 1024;

/** A larger icon is not read. The limit for icons is lower; up to here a message can report the size. */
const readableIcon = 16 * mebibyte;

type OwnFiles = Pick<BlueprintFiles, 'templates' | 'partials' | 'extra' | 'chart'>;

/** The files of a blueprint, as far as they can be read. */
export interface ReadBlueprint extends OwnFiles {
  /** The answers schema, its text unchecked. */
  readonly schema: { readonly path: string; readonly text: string } | undefined;
  readonly icon: BlueprintFiles['icon'] | undefined;
  /** The build context; undefined if it cannot be read. */
  readonly image: FileTree | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The files of an image definition: one that ships with the program by its name, else a path in the blueprint's folder. */
function readImage(folder: string, image: string | undefined): Checked<FileTree> {
  if (image === undefined) return { value: new Map(), diagnostics: [] };
  const shipped = shippedImage(image);
  const fault = shipped === undefined ? faultOfPart(folder, image) : undefined;
  if (fault) return { value: undefined, diagnostics: [fault] };
  const path = shipped ?? join(folder, image);
  try {
    return { value: readTree(path), diagnostics: [] };
  } catch (error) {
    return { value: undefined, diagnostics: [fileDiagnostic(error, path, 'file-missing')] };
  }
}

const hint = 'blueprint.yml refers to it; its paths are relative to blueprint.yml';

/** The schema of a blueprint; if blueprint.yml does not name it, the one at the usual place, so that it is checked too. */
function readSchema(folder: string, name: string | undefined) {
  const file = name ?? 'answers.schema.json';
  const path = join(folder, file);
  if (name === undefined && !existsSync(path)) return { schema: undefined, diagnostics: [] };
  const { value: text, diagnostics } = readOwnText(folder, file, { hint });
  return { schema: text === undefined ? undefined : { path, text }, diagnostics };
}

function readIcon(folder: string, name: string | undefined) {
  if (name === undefined) return { icon: undefined, diagnostics: [] };
  const fault = faultOfPart(folder, name);
  if (fault) return { icon: undefined, diagnostics: [fault] };
  const { value: content, diagnostics } = readBytes(join(folder, name), readableIcon, hint);
  const extension = extname(name).slice(1).toLowerCase();
  return { icon: content && { extension, content }, diagnostics };
}

/**
 * Reads all files of a blueprint whose blueprint.yml is at `path`; all that is missing at once. `metadata` is what is
 * right of the content of blueprint.yml.
 */
export function readBlueprint(path: string, metadata: Partial<BlueprintMetadata>): ReadBlueprint {
  const folder = dirname(path);
  const { entries, ...own } = readOwnFolder(folder);
  const { schema, ...ofSchema } = readSchema(folder, metadata.schema);
  const { icon, ...ofIcon } = readIcon(folder, metadata.icon);
  const image = readImage(folder, metadata.image);
  const named = [metadata.schema, metadata.icon, metadata.image].filter(
    (name) => name !== undefined,
  );
  // If blueprint.yml names a file that is not there, one that seems unused can be that file.
  const hasIcon = icon !== undefined || metadata.imported === true;
  const isClear = schema !== undefined && hasIcon && image.value !== undefined;
  const diagnostics = [
    ...[own, ofSchema, ofIcon, image].flatMap((part) => part.diagnostics),
    ...(isClear ? unusedBeside(folder, entries, named) : []),
  ];
  return { ...own, schema, icon, image: image.value, diagnostics };
}

/** The digest of everything that an entry of Rancher 1.6 is made of but its image; `text` is that of blueprint.yml. */
export function blueprintDigest(
  text: string,
  {
    templates,
    partials,
    extra,
    icon,
  }: Pick<ReadBlueprint, 'templates' | 'partials' | 'extra' | 'icon'>,
): string {
  const parts = [...templates, ...partials].flatMap((template) => [template.output, template.text]);
  const copied = [...extra].flatMap(([path, file]) => [`${path} ${file.mode}`, bytesOf(file)]);
  return digestOf([text, ...parts, ...copied, ...(icon ? [icon.content] : [])]);
}
