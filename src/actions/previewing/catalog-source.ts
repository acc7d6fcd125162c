import { join } from 'node:path';
import { CatalogError } from '../../diagnostics/diagnostic.ts';
import { findTarget, type LintTarget } from '../../files/lint-target.ts';
import { readBytes } from '../../files/read-bytes.ts';
import { listCatalogFolder, readListedFile } from '../../files/read-catalog.ts';
import { assertFileCanBe } from '../../files/write-tree.ts';
import { isOfEntry } from '../../lint/group-by-template.ts';
import { defaultOptions } from '../../lint/template-facts.ts';
import { unplaceableOn } from '../../plan/prove-unplaceable.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';
import { hostsOfSettings } from '../entries/hosts-of-settings.ts';
import { notACatalog, readSettings } from '../entries/linted-catalog.ts';
import type { PreviewedFiles, PreviewReading, PreviewSource } from './preview-source.ts';

function openedIn({ template, version }: LintTarget): PreviewedFiles['opened'] {
  if (template === undefined) return undefined;
  return { template, ...(version === undefined ? {} : { version }) };
}

/** The files of a target, without their texts. Throws if there is no entry. */
async function listFiles(target: LintTarget, signal: AbortSignal): Promise<CatalogFile[]> {
  const below = target.template ?? '';
  const { value, diagnostics } = await listCatalogFolder(join(target.root, below), signal);
  if (!value) throw new CatalogError(diagnostics);
  const files = value.files.map((file) =>
    below === '' ? file : { ...file, path: `${below}/${file.path}` },
  );
  if (!files.some(isOfEntry)) throw notACatalog(target);
  return files;
}

/** The bytes of a file that was listed; by now it can be a link. */
function bytesIn(root: string, path: string, most: number): Uint8Array | undefined {
  try {
    assertFileCanBe(root, path);
    return readBytes(join(root, path), most);
  } catch {
    return undefined;
  }
}

async function readFiles(path: string, signal: AbortSignal): Promise<PreviewedFiles> {
  const target = findTarget(path);
  const { root } = target;
  const files = await listFiles(target, signal);
  const settings = await readSettings(target);
  const environment = await hostsOfSettings(settings, target);
  const known = new Set(files.map((file) => file.path));
  return {
    files,
    load: (file) => readListedFile(root, file),
    bytes: (each, most) => (known.has(each) ? bytesIn(root, each, most) : undefined),
    lint: {
      options: {
        maxRancherVersion: settings.maxRancherVersion ?? defaultOptions.maxRancherVersion,
        findUnplaceable: unplaceableOn(environment),
      },
      severities: settings.severities,
      ignores: settings.ignores,
    },
    environment,
    opened: openedIn(target),
  };
}

/** A catalog, or the part of it that a path names. Texts are read when they are needed. */
export class CatalogSource implements PreviewSource {
  readonly shown: string;
  readonly watched: readonly string[];

  constructor(path: string) {
    this.shown = path;
    this.watched = [path];
  }

  async read(signal: AbortSignal): Promise<PreviewReading> {
    try {
      const found = await readFiles(this.shown, signal);
      return { found, diagnostics: [], texts: new Map() };
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      return { found: undefined, diagnostics: error.diagnostics, texts: new Map() };
    }
  }
}
