import { readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BlueprintFiles, BlueprintMetadata, TemplateFile } from '../model/blueprint.ts';
import { digestOf } from '../model/digest.ts';
import type { FileTree } from '../model/file-tree.ts';
import { fileDiagnostic } from './file-diagnostic.ts';
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

function readTemplates(folder: string): Checked<TemplateFile[]> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();
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

function readImage(folder: string | undefined): Checked<FileTree> {
  if (folder === undefined) return { value: new Map(), diagnostics: [] };
  try {
    return { value: readTree(folder), diagnostics: [] };
  } catch (error) {
    return { value: undefined, diagnostics: [fileDiagnostic(error, folder, 'file-missing')] };
  }
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
  const templates = readTemplates(folder);
  const schema = readText(schemaPath, hint);
  const icon = readBytes(iconPath, readableIcon, hint);
  const image = readImage(metadata.image === undefined ? undefined : join(folder, metadata.image));
  const diagnostics: Diagnostic[] = [templates, schema, icon, image].flatMap(
    (part) => part.diagnostics,
  );
  const whole = templates.value && schema.value !== undefined && icon.value && image.value;
  if (!whole || diagnostics.length > 0) return { value: undefined, diagnostics };

  const parts = templates.value.flatMap(({ output, text: template }) => [output, template]);
  return {
    value: {
      schema: { path: schemaPath, text: schema.value },
      files: {
        path,
        metadata,
        templates: templates.value,
        icon: { extension: extname(iconPath).slice(1).toLowerCase(), content: icon.value },
        image: image.value,
        digest: digestOf([text, ...parts, icon.value]),
        schemaDigest: digestOf([schema.value]),
      },
    },
    diagnostics: [],
  };
}
