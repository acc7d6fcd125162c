import { readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Checked } from '../diagnostics/diagnostic.ts';
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

/** The files that blueprint.yml refers to, and the unchecked text of the schema. */
export interface ReadBlueprint {
  readonly files: BlueprintFiles;
  readonly schema: { readonly path: string; readonly text: string };
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

type OwnFiles = Pick<BlueprintFiles, 'templates' | 'partials' | 'extra'>;

/** The files that a blueprint has by their place in its folder, not by a path in blueprint.yml. */
function readOwnFolder(folder: string): Checked<OwnFiles> {
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
    value: {
      templates: [...(beside.value ?? []), ...(below.value ?? [])],
      partials: included.value ?? [],
      extra: fileTree(tree.filter(([path]) => !path.endsWith(ending))),
    },
    diagnostics: [beside, copied, below, included].flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Reads all files of a blueprint whose blueprint.yml is at `path`; all that is missing at once. */
export function readBlueprint(
  path: string,
  text: string,
  metadata: BlueprintMetadata,
): Checked<ReadBlueprint> {
  const folder = dirname(path);
  const hint = `blueprint.yml refers to it; its paths are relative to blueprint.yml`;
  const schemaPath = join(folder, metadata.schema);
  const iconPath = join(folder, metadata.icon);
  const own = readOwnFolder(folder);
  const schema = readText(schemaPath, hint);
  const icon = readBytes(iconPath, readableIcon, hint);
  const image = readFolder(imageFolder(folder, metadata.image));
  const diagnostics = [own, schema, icon, image].flatMap((part) => part.diagnostics);
  const whole = own.value && schema.value !== undefined && icon.value && image.value;
  if (!whole || diagnostics.length > 0) return { value: undefined, diagnostics };

  const { templates, partials, extra } = own.value;
  const parts = [...templates, ...partials].flatMap((template) => [template.output, template.text]);
  const copied = [...extra].flatMap(([place, file]) => [`${place} ${file.mode}`, bytesOf(file)]);
  return {
    value: {
      schema: { path: schemaPath, text: schema.value },
      files: {
        path,
        metadata,
        ...own.value,
        icon: { extension: extname(iconPath).slice(1).toLowerCase(), content: icon.value },
        image: image.value,
        digest: digestOf([text, ...parts, ...copied, icon.value]),
        schemaDigest: digestOf([schema.value]),
      },
    },
    diagnostics: [],
  };
}
