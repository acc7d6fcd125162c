import { dirname, join } from 'node:path';
import { CatalogError, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { buildTree } from '../../generate/build-tree.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { defaultSettings } from '../../lint/lint-settings.ts';
import { bytesOf, type FileTree } from '../../model/file-tree.ts';
import { programVersion } from '../../model/program-version.ts';
import { catalogFilesOf } from '../../rancher/catalog-file.ts';
import { checkRendered } from '../entries/check-rendered.ts';
import { loadEntries, type EntryOptions, type LoadedEntry } from '../entries/load-entries.ts';
import type { PreviewedFiles, PreviewReading, PreviewSource } from './preview-source.ts';

/** Which entry to render. */
export type BlueprintOptions = Pick<EntryOptions, 'set' | 'drafts'> & {
  /** The answers file; beside blueprint.yml, and in `drafts`, if there is none. */
  readonly answers: string;
};

/** An icon has no text. */
const isText = (path: string) => !path.startsWith('catalogIcon-');

function previewed(tree: FileTree, folder: string): PreviewedFiles {
  const below = (path: string) => path.slice(folder.length + 1);
  return {
    files: [...catalogFilesOf(tree, folder).values()].map(({ text, ...file }) => ({
      ...file,
      ...(isText(below(file.path)) ? { text } : {}),
    })),
    load: (file) => file,
    bytes: (path, most) => {
      const file = tree.get(below(path));
      const bytes = file && bytesOf(file);
      return bytes && bytes.length <= most ? bytes : undefined;
    },
    lint: defaultSettings,
    opened: { template: folder },
  };
}

function rendered({
  entry,
  blueprint,
}: LoadedEntry): Pick<PreviewReading, 'found' | 'diagnostics'> {
  const made = renderEntry(blueprint, entry, programVersion);
  const diagnostics = checkRendered(made, entry.name, blueprint);
  const found = hasErrors(diagnostics) ? undefined : previewed(buildTree(made), entry.folder);
  return { found, diagnostics };
}

/** The entry that an answers file makes of its blueprint, rendered again with each reading. */
export class BlueprintSource implements PreviewSource {
  readonly shown: string;
  readonly #options: BlueprintOptions;
  /** The folder of the blueprint, once it is known. */
  #folder: string | undefined;

  constructor(options: BlueprintOptions) {
    this.#options = options;
    const { answers, drafts } = options;
    this.#folder = drafts?.has(answers) ? dirname(answers) : undefined;
    this.shown = this.#folder ?? answers;
  }

  get watched(): readonly string[] {
    const { answers, drafts } = this.#options;
    return [
      ...(drafts?.has(answers) ? [] : [answers]),
      ...(this.#folder === undefined ? [] : [this.#folder]),
    ];
  }

  async read(signal: AbortSignal): Promise<PreviewReading> {
    const { answers, ...options } = this.#options;
    let texts: ReadonlyMap<string, string> = new Map();
    const found: Diagnostic[] = [];
    try {
      const loaded = await loadEntries({ ...options, answers: [answers], signal });
      texts = loaded.texts;
      found.push(...loaded.diagnostics);
      const [first] = [...loaded.entries, ...loaded.drafts];
      if (first) this.#folder = dirname(first.blueprint.files.path);
      const [entry] = loaded.entries;
      if (!entry || hasErrors(found)) return { found: undefined, diagnostics: found, texts };
      const made = rendered(entry);
      return { found: made.found, diagnostics: [...found, ...made.diagnostics], texts };
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      return { found: undefined, diagnostics: [...found, ...error.diagnostics], texts };
    }
  }
}

/** The blueprint in a folder, with all of its questions asked. */
export function sourceOfFolder(folder: string, set: readonly string[]): BlueprintSource {
  const answers = join(folder, 'answers.yml');
  const draft = JSON.stringify({ blueprint: '.', version: '1.0.0' });
  return new BlueprintSource({ answers, set, drafts: new Map([[answers, draft]]) });
}
