import { existsSync, readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BlueprintFiles, BlueprintMetadata, TemplateFile } from '../model/blueprint.ts';
import { digestOf } from '../model/digest.ts';
import { bytesOf, fileTree, type FileTree } from '../model/file-tree.ts';
import { fileDiagnostic } from './file-diagnostic.ts';
import { shippedImage } from './package-root.ts';
import { readBytes, readText } from './read-text.ts';
import { readTree } from './read-tree.ts';

const mebibyte = 1024 * 1024;

/** A larger icon is not read. The limit for icons is lower; up to here a message can report the size. */
const readableIcon = 16 * mebibyte;

/** Handlebars takes a millisecond per KiB of some texts. Those of the built-in blueprint have 12 KiB together. */
const largestTemplate = 64 * 1024;

const ending = '.hbs';

type OwnFiles = Pick<BlueprintFiles, 'templates' | 'partials' | 'extra'>;

/** The files of a blueprint, as far as they can be read. */
export interface ReadBlueprint extends OwnFiles {
  /** The answers schema, its text unchecked. */
  readonly schema: { readonly path: string; readonly text: string } | undefined;
  readonly icon: BlueprintFiles['icon'] | undefined;
  /** The build context; undefined if it cannot be read. */
  readonly image: FileTree | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The `.hbs` files of these names; `output` of each is its name without the ending. */
function readTemplates(folder: string, all: readonly string[]): Checked<TemplateFile[]> {
  const names = all.filter((name) => name.endsWith(ending)).sort();
  const read = names.map((name) => ({
    name,
    ...readText(join(folder, name), undefined, { limit: largestTemplate }),
  }));
  return {
    value: read.map(({ name, value }) => ({
      path: join(folder, name),
      output: name.slice(0, -ending.length),
      text: value ?? '',
    })),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** The folder of an image definition: one that ships with the program by its name, else a path in the blueprint's folder. */
const imageFolder = (folder: string, image: string | undefined): string | undefined =>
  image === undefined ? undefined : (shippedImage(image) ?? join(folder, image));

/** All files below a folder; none if it is undefined. */
function readFolder(folder: string | undefined): Checked<FileTree> {
  if (folder === undefined) return { value: new Map(), diagnostics: [] };
  try {
    return { value: readTree(folder), diagnostics: [] };
  } catch (error) {
    return { value: undefined, diagnostics: [fileDiagnostic(error, folder, 'file-missing')] };
  }
}

/** The files that a blueprint has by their place in its folder, not by a path in blueprint.yml. */
function readOwnFolder(folder: string): OwnFiles & Pick<ReadBlueprint, 'diagnostics'> {
  const names = readdirSync(folder);
  const [files, partials] = [join(folder, 'files'), join(folder, 'partials')];
  const copied = readFolder(names.includes('files') ? files : undefined);
  const tree = [...(copied.value ?? [])];
  const beside = readTemplates(folder, names);
  const below = readTemplates(
    files,
    tree.map(([path]) => path),
  );
  const included = readTemplates(partials, names.includes('partials') ? readdirSync(partials) : []);
  return {
    templates: [...(beside.value ?? []), ...(below.value ?? [])],
    partials: included.value ?? [],
    extra: fileTree(tree.filter(([path]) => !path.endsWith(ending))),
    diagnostics: [beside, copied, below, included].flatMap(({ diagnostics }) => diagnostics),
  };
}

const hint = 'blueprint.yml refers to it; its paths are relative to blueprint.yml';

/** The schema of a blueprint; if blueprint.yml does not name it, the one at the usual place, so that it is checked too. */
function readSchema(folder: string, name: string | undefined) {
  const path = join(folder, name ?? 'answers.schema.json');
  if (name === undefined && !existsSync(path)) return { schema: undefined, diagnostics: [] };
  const { value: text, diagnostics } = readText(path, hint);
  return { schema: text === undefined ? undefined : { path, text }, diagnostics };
}

function readIcon(folder: string, name: string | undefined) {
  if (name === undefined) return { icon: undefined, diagnostics: [] };
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
  const own = readOwnFolder(folder);
  const { schema, ...ofSchema } = readSchema(folder, metadata.schema);
  const { icon, ...ofIcon } = readIcon(folder, metadata.icon);
  const image = readFolder(imageFolder(folder, metadata.image));
  const diagnostics = [own, ofSchema, ofIcon, image].flatMap((part) => part.diagnostics);
  return { ...own, schema, icon, image: image.value, diagnostics };
}

/** The digest of everything that a blueprint is but its image; `text` is that of blueprint.yml. */
export function blueprintDigest(
  text: string,
  { templates, partials, extra, icon }: Pick<BlueprintFiles, keyof OwnFiles | 'icon'>,
): string {
  const parts = [...templates, ...partials].flatMap((template) => [template.output, template.text]);
  const copied = [...extra].flatMap(([path, file]) => [`${path} ${file.mode}`, bytesOf(file)]);
  return digestOf([text, ...parts, ...copied, icon.content]);
}
