import { questionsOf } from '../answers/questions-of.ts';
import { fileTree, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { escapeInterpolation, writeText } from '../source/scalar.ts';
import { renderAnswerTable } from './render-answer-table.ts';
import type { Blueprint } from './check-blueprint.ts';
import { renderCatalogBlock } from './render-catalog-block.ts';
import { renderConfigFile } from './render-config-file.ts';
import { Encoded, type Encoding } from './encoded.ts';
import type { Entry } from './entry.ts';
import { formatProvenance, formatRecord, provenanceOf, type Provenance } from './provenance.ts';
import type { TemplateContext } from './template.ts';

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
}

const text = (content: string): TreeFile => ({ content, mode: 0o644 });

/** Texts that are the same in every kind of file. */
const sharedTexts = (blueprint: Blueprint, entry: Entry) => ({
  catalog: renderCatalogBlock(
    blueprint.files.metadata,
    entry.version,
    questionsOf(blueprint.schema, entry.answers),
  ),
  answer_table: renderAnswerTable(blueprint.schema.specs, entry.answers),
});

function contextFor(
  { schema: { specs } }: Blueprint,
  entry: Entry,
  encoding: Encoding,
  shared: ReturnType<typeof sharedTexts>,
): TemplateContext {
  const write = (value: string) =>
    encoding === 'compose' ? writeText(escapeInterpolation(value)) : value;
  const context: Record<string, Encoded | string> = {
    name: write(entry.name),
    title: write(entry.title),
    description: write(entry.description),
    version: write(entry.version),
    ...shared,
  };
  for (const spec of specs.values()) {
    const asked = entry.answers.asked.has(spec.name);
    const value =
      (asked ? entry.answers.asked : entry.answers.fixed).get(spec.name) ?? spec.default;
    context[spec.name] = new Encoded(spec, value, asked, encoding);
  }
  return context;
}

/**
 * A blueprint and answers → the files of a version and of its template; a pure function: no clock,
 * no path, no environment. `program` is the version of this program, kept as provenance.
 */
export function renderEntry(blueprint: Blueprint, entry: Entry, program: string): RenderedEntry {
  const shared = sharedTexts(blueprint, entry);
  const contexts = {
    compose: contextFor(blueprint, entry, 'compose', shared),
    markdown: contextFor(blueprint, entry, 'markdown', shared),
  };
  const files = blueprint.templates.map((template): [string, TreeFile] => {
    const encoding = template.output.endsWith('.md') ? 'markdown' : 'compose';
    const rendered = template.render(contexts[encoding]).replaceAll(/\r\n?/g, '\n');
    return [template.output, text(rendered)];
  });
  const { icon, metadata } = blueprint.files;
  const icons = new Map<string, TreeFile>([
    [`catalogIcon-${entry.name}.${icon.extension}`, { content: icon.content, mode: 0o644 }],
  ]);
  const configFile = (defaultVersion: string) => {
    const config = renderConfigFile(metadata, { ...entry, version: defaultVersion });
    const recorded = new Map([['config.yml', text(config)], ...icons]);
    return text(`${config}${formatRecord(program, recorded)}`);
  };
  const version = fileTree([...files, ...blueprint.files.extra]);
  const provenance = provenanceOf(blueprint, entry, program, version);
  return {
    version: withProvenance(version, provenance),
    content: [...provenance.files].map(([path, digest]) => `${path}@${digest}`).join(' '),
    template: fileTree([['config.yml', configFile(entry.version)], ...icons]),
    configFile,
  };
}

function withProvenance(files: FileTree, provenance: Provenance): FileTree {
  const line = formatProvenance(provenance);
  return new Map(
    [...files].map(([path, file]) => [
      path,
      path === 'rancher-compose.yml' ? text(`${String(file.content)}${line}`) : file,
    ]),
  );
}
