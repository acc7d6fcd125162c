import type { ChartFiles, LoadedChart } from '../../rancher2/load-chart.ts';
import type { CompileChartSchema } from '../../json-schema/chart-schema.ts';
import type { YamlRead } from '../../source/read-yaml.ts';
import type { YamlNode } from '../../source/yaml-node.ts';
import type { Spot } from '../found.ts';
import { ChartText } from './chart-file.ts';
import type { IndexItem } from './index-facts.ts';
import type { Rendering } from './objects.ts';
import { questionsOf, type FormQuestion } from './questions.ts';
import type { SchemaFacts } from './schema-facts.ts';

/** Where a chart is in a repository. */
export interface ChartPlace {
  /** An archive, or a folder; '' is the root. */
  readonly path: string;
  readonly kind: 'archive' | 'folder';
  /** The entries of index.yaml that lead to it. */
  readonly items: readonly IndexItem[];
  /** The index.yaml that these are in. */
  readonly index: ChartText | undefined;
  /** Whether no newer version of the chart is in the repository. */
  readonly isNewest: boolean;
  /** The version before the newest one, if it is in the repository as well. */
  readonly previous: { readonly path: string; readonly version: string } | undefined;
  /** Whether `path` is in a repository of charts, from whose root paths are known. */
  readonly inRepository: boolean;
}

/** What a chart is made of. */
export interface ChartParts {
  readonly place: ChartPlace;
  /** By their path in the chart. */
  readonly files: ChartFiles;
  readonly loaded: LoadedChart;
  /** The whole archive; undefined for a folder. */
  readonly archive?: Uint8Array | undefined;
  /** The folder in the archive that the chart is in; undefined for a folder. */
  readonly folder?: string | undefined;
  /** Whether a file of the repository exists, such as an icon. */
  readonly exists: (path: string) => boolean;
  /** How texts are parsed; one that was met before may be taken from a cache. */
  readonly read: (text: string) => YamlRead;
  /** The same for schemas. */
  readonly readSchema: (text: string | undefined) => SchemaFacts;
  readonly compile: CompileChartSchema;
  /** What it installs; undefined if it was not rendered. */
  readonly rendering: Rendering | undefined;
}

/** One version of a chart, and what rules need of it. Everything is read when it is first asked for. */
export class ChartFacts {
  readonly place: ChartPlace;
  readonly loaded: LoadedChart;
  readonly archive: Uint8Array | undefined;
  readonly folder: string | undefined;
  readonly exists: (path: string) => boolean;
  readonly compile: CompileChartSchema;
  readonly rendering: Rendering | undefined;
  /** By their path in the chart. */
  readonly files: ReadonlyMap<string, ChartText>;
  readonly #read: (text: string) => YamlRead;
  readonly #readSchema: ChartParts['readSchema'];
  #questions: readonly FormQuestion[] | undefined;
  #schema: SchemaFacts | undefined;
  #templates: string | undefined;
  readonly #yaml = new Map<string, YamlRead | undefined>();

  constructor({
    place,
    files,
    loaded,
    archive,
    folder,
    exists,
    read,
    compile,
    rendering,
    readSchema,
  }: ChartParts) {
    this.place = place;
    this.loaded = loaded;
    this.archive = archive;
    this.folder = folder;
    this.exists = exists;
    this.compile = compile;
    this.rendering = rendering;
    const prefix = place.path === '' ? '' : `${place.path}/`;
    this.files = new Map(
      [...files].map(([path, file]) => [path, new ChartText(prefix + path, file)]),
    );
    this.#read = read;
    this.#readSchema = readSchema;
  }

  /** A YAML file as Helm reads it; undefined if it is not there. */
  yaml(path: string): YamlRead | undefined {
    if (!this.#yaml.has(path)) {
      const text = this.files.get(path)?.text;
      this.#yaml.set(path, text === undefined ? undefined : this.#read(text));
    }
    return this.#yaml.get(path);
  }

  /** The content of a YAML file; undefined if it is missing, empty or malformed. */
  root(path: string): YamlNode | undefined {
    return this.yaml(path)?.root;
  }

  get values(): YamlNode | undefined {
    return this.root('values.yaml');
  }

  get questions(): readonly FormQuestion[] {
    this.#questions ??= questionsOf(this.root('questions.yaml'));
    return this.#questions;
  }

  get schema(): SchemaFacts {
    this.#schema ??= this.#readSchema(this.files.get('values.schema.json')?.text);
    return this.#schema;
  }

  /** The texts of all templates, one after the other. */
  get templates(): string {
    this.#templates ??= [...this.files]
      .filter(([path]) => path.startsWith('templates/'))
      .map(([, { text = '' }]) => text)
      .join('\n');
    return this.#templates;
  }

  /** The place of a part of a file; without one, the file as a whole, or the chart if it is not there. */
  spot(path: string, at?: Pick<YamlNode, 'offset'> | number): Spot {
    const file = this.files.get(path);
    if (!file)
      return { file: { path: this.place.path === '' ? path : this.place.path, sizeBytes: 0 } };
    return { file, offset: typeof at === 'object' ? at.offset : at };
  }
}
