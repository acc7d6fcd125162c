import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatDiagnostic, noPaint, sortDiagnostics } from '../../diagnostics/format-diagnostic.ts';
import type { LintCounts } from '../../preview/catalog-list.ts';
import type { PageFault, PageList } from '../../preview/page-data.ts';
import type { PageFile } from './page-files.ts';
import { PreviewData } from './preview-data.ts';
import type { PreviewReading, PreviewSource } from './preview-source.ts';

const faultOf = (diagnostic: Diagnostic, { texts }: PreviewReading): PageFault => ({
  severity: diagnostic.severity,
  text: formatDiagnostic(diagnostic, (file) => texts.get(file), noPaint),
});

const json = (value: unknown): PageFile => ({
  type: 'application/json; charset=utf-8',
  body: new TextEncoder().encode(JSON.stringify(value)),
});

/** The files of a preview: those of the page, and what it shows. */
export class PreviewSite {
  /** Undefined until something could be read. */
  data: PreviewData | undefined;
  readonly findings = new Map<string, LintCounts>();
  diagnostics: readonly Diagnostic[] = [];
  #reading: PreviewReading = { found: undefined, diagnostics: [], texts: new Map() };
  readonly #source: PreviewSource;
  readonly #pageFiles: ReadonlyMap<string, PageFile>;
  readonly #options: { readonly catalogId: string; readonly isLive: boolean };

  constructor(
    source: PreviewSource,
    pageFiles: ReadonlyMap<string, PageFile>,
    options: { readonly catalogId: string; readonly isLive: boolean },
  ) {
    this.#source = source;
    this.#pageFiles = pageFiles;
    this.#options = options;
  }

  get texts(): ReadonlyMap<string, string> {
    return this.#reading.texts;
  }

  /** Reads the source again. What was read before stays if there is nothing to show now. */
  async read(signal: AbortSignal): Promise<void> {
    this.#reading = await this.#source.read(signal);
    this.diagnostics = this.#reading.diagnostics;
    const { found } = this.#reading;
    if (!found) return;
    this.data = new PreviewData(found, this.#options.catalogId);
    this.findings.clear();
  }

  #list(): PageList {
    const { catalogId, isLive } = this.#options;
    const { cards = [], found } = this.data ?? {};
    const opened = cards.find(({ folder }) => folder === found?.opened?.template);
    const version = found?.opened?.version;
    return {
      catalogId,
      isLive,
      cards,
      shown: this.#source.shown,
      faults: sortDiagnostics(this.diagnostics).map((each) => faultOf(each, this.#reading)),
      opened: opened && { key: opened.key, ...(version === undefined ? {} : { version }) },
      lint: {
        maxRancherVersion: found?.lint.options.maxRancherVersion ?? '',
        environment: found?.environment,
        severities: [...(found?.lint.severities ?? [])],
      },
    };
  }

  /** The file at a path of the page; undefined if there is none. */
  file(name: string): PageFile | undefined {
    const own = this.#pageFiles.get(name === '' ? 'index.html' : name);
    if (own) return own;
    if (name === 'data/list.json') return json(this.#list());
    if (name === 'data/findings.json') return json(Object.fromEntries(this.findings));
    const key = /^data\/([0-9a-f]{16})\.json$/.exec(name)?.[1];
    const template = key === undefined ? undefined : this.data?.template(key);
    return template ? json(template) : this.data?.icon(name);
  }

  /** The names of all files. */
  names(): string[] {
    const cards = this.data?.cards ?? [];
    return [
      ...this.#pageFiles.keys(),
      'data/list.json',
      'data/findings.json',
      ...cards.map(({ key }) => `data/${key}.json`),
      ...cards.flatMap(({ icon }) => (icon === '' ? [] : [icon])),
    ];
  }
}
