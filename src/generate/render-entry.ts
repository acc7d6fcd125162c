import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { questionsOf } from '../answers/questions-of.ts';
import { fileTree, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { renderAnswerTable } from './render-answer-table.ts';
import type { Blueprint } from './check-blueprint.ts';
import { renderCatalogBlock } from './render-catalog-block.ts';
import { renderConfigFile } from './render-config-file.ts';
import type { Entry } from './entry.ts';
import { formatProvenance, formatRecord, provenanceOf } from './provenance.ts';
import { formatSurvival } from './survival-comment.ts';
import { renderTemplate, type RenderedFile } from './template/render-template.ts';
import { rootFrame, type RootFrame } from './template/root-frame.ts';
import { fixed, type TemplateValue } from './template/template-value.ts';

/** A rendered entry. Paths are relative to the folders they go to. */
export interface RenderedEntry {
  /** config.yml and the icon. */
  readonly template: FileTree;
  /** What goes into the version folder. */
  readonly version: FileTree;
  /** Digests of the files of the version, without provenance: equal if and only if the versions are the same. */
  readonly content: string;
  /** config.yml with another default version than the one that was rendered. */
  readonly configFile: (defaultVersion: string) => TreeFile;
  /** The rendered files of the version, with the places in templates that their lines come from. */
  readonly rendered: readonly RenderedFile[];
  /** Made from a blueprint that was imported, whose entry a catalog has already. */
  readonly isImported: boolean;
  /** Values that cannot be in their places; with an error among them, the files are not to be used. */
  readonly diagnostics: readonly Diagnostic[];
}

const text = (content: string): TreeFile => ({ content, mode: 0o644 });

const entryText = (value: string): TemplateValue => ({ ...fixed(value), isEntryText: true });

/** The values that the templates of an entry can use. */
function frameOf({ files, schema, computed }: Blueprint, entry: Entry): RootFrame {
  const catalog = renderCatalogBlock(
    files.metadata,
    entry.version,
    questionsOf(schema, entry.answers),
  );
  const texts = {
    name: entryText(entry.name),
    title: entryText(entry.title),
    description: entryText(entry.description),
    version: entryText(entry.version),
    catalog: { kind: 'block', text: catalog },
    answer_table: { kind: 'block', text: renderAnswerTable(schema.specs, entry.answers) },
  } as const;
  return rootFrame(texts, schema.specs, entry.answers, computed);
}

/**
 * A blueprint and answers → the files of a version and of its template; a pure function: no clock,
 * no path, no environment. `program` is the version of this program, kept as provenance.
 */
export function renderEntry(blueprint: Blueprint, entry: Entry, program: string): RenderedEntry {
  const { frame, diagnostics } = frameOf(blueprint, entry);
  const rendered = blueprint.templates.map((template) =>
    renderTemplate(template, frame, entry.answers),
  );
  const files = rendered.map((file): [string, TreeFile] => [file.name, text(file.text)]);
  const { icon, metadata } = blueprint.files;
  const icons = new Map<string, TreeFile>();
  if (icon) {
    const path = `catalogIcon-${entry.name}.${icon.extension}`;
    icons.set(path, { content: icon.content, mode: 0o644 });
  }
  const configFile = (defaultVersion: string) => {
    const config = renderConfigFile(metadata, { ...entry, version: defaultVersion });
    const recorded = new Map([['config.yml', text(config)], ...icons]);
    return text(`${config}${formatRecord(program, recorded)}`);
  };
  const version = fileTree([...files, ...blueprint.files.extra]);
  const provenance = provenanceOf(blueprint, entry, program, version);
  return {
    version: withComments(
      version,
      formatSurvival(blueprint, entry.answers) + formatProvenance(provenance),
    ),
    content: [...provenance.files].map(([path, digest]) => `${path}@${digest}`).join(' '),
    template: fileTree([['config.yml', configFile(entry.version)], ...icons]),
    configFile,
    isImported: metadata.imported === true,
    rendered,
    diagnostics: [...diagnostics, ...rendered.flatMap((file) => file.diagnostics)],
  };
}

/** The files with comments at the end of rancher-compose.yml. */
function withComments(files: FileTree, comments: string): FileTree {
  return new Map(
    [...files].map(([path, file]) => [
      path,
      path === 'rancher-compose.yml' ? text(`${String(file.content)}${comments}`) : file,
    ]),
  );
}
