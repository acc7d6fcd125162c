import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { writeFolder } from '../../files/write-folder.ts';
import { yielding } from '../../files/yielding.ts';
import { fileTree, type FileTree, type TreeFile } from '../../model/file-tree.ts';
import { countFindings } from './count-findings.ts';
import { readPageFiles } from './page-files.ts';
import { PreviewSite } from './preview-site.ts';
import { previewSourceOf, type PreviewWish } from './preview-source-of.ts';

/** What to export, and where to. */
export interface ExportOptions extends PreviewWish {
  readonly catalogId: string;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** What was written; nothing was when a diagnostic is an error. */
export interface ExportedPreview {
  readonly files: number;
  readonly bytes: number;
  readonly templates: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

const nothing = { files: 0, bytes: 0, templates: 0 };

function treeOf(site: PreviewSite): FileTree {
  return fileTree(
    site.names().flatMap((name): [string, TreeFile][] => {
      const file = site.file(name);
      return file ? [[name, { content: file.body, mode: 0o644 }]] : [];
    }),
  );
}

/** Other options than those of `generate` lead out of it. */
const ownHint = (diagnostic: Diagnostic): Diagnostic => ({
  ...diagnostic,
  hint: 'move it, or choose another directory for --export',
});

/** Writes a preview as files that any web server can serve. It replaces only what an export wrote there. */
export async function exportPreview(options: ExportOptions): Promise<ExportedPreview> {
  const { catalogId, folder, signal } = options;
  const site = new PreviewSite(previewSourceOf(options), readPageFiles(), {
    catalogId,
    isLive: false,
  });
  await site.read(signal);
  const { data, diagnostics, texts } = site;
  if (!data || hasErrors(diagnostics)) return { ...nothing, diagnostics, texts };
  await countFindings(data, yielding(signal), (key, counts) => site.findings.set(key, counts));
  const tree = treeOf(site);
  const refused = writeFolder(folder, '.', tree, false).map(ownHint);
  if (refused.length > 0) return { ...nothing, diagnostics: refused, texts };
  const sizes = [...tree.values()].map(({ content }) => content.length);
  return {
    files: tree.size,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    templates: data.cards.length,
    diagnostics,
    texts,
  };
}
