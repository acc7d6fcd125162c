import { textOf, type FileTree } from '../model/file-tree.ts';

/** Fields of a StatefulSet that Kubernetes never changes (kubernetes pkg/apis/apps/validation). */
const immutable = [
  'volumeClaimTemplates',
  'serviceName',
  'selector',
  'podManagementPolicy',
] as const;

/** A field of a StatefulSet as its template has it. */
export interface FixedField {
  /** The file and the name of the field. */
  readonly name: string;
  /** Its lines, and those of the templates that they include. */
  readonly text: string;
}

const indentOf = (line: string) => line.length - line.trimStart().length;

/** `name` → the text of each `define` of a chart. */
function definesOf(files: FileTree): Map<string, string> {
  const defines = new Map<string, string>();
  const pattern = /\{\{-?\s*define\s+"([^"]+)"\s*-?\}\}([\s\S]*?)(?=\{\{-?\s*define\s|$)/g;
  for (const [path, file] of files) {
    if (!path.startsWith('templates/')) continue;
    for (const [, name = '', text = ''] of textOf(file).matchAll(pattern))
      defines.set(name, text.trim());
  }
  return defines;
}

/** A text, and the templates that it includes. */
function withIncluded(text: string, defines: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  const parts = [text];
  for (const part of parts) {
    for (const [, name = ''] of part.matchAll(/(?:include|template)\s+"([^"]+)"/g)) {
      const found = defines.get(name);
      if (found === undefined || seen.has(name)) continue;
      seen.add(name);
      parts.push(found);
    }
  }
  return parts.join('\n');
}

/** The lines of a key of `spec`, with the conditions directly above it. */
function linesOf(lines: readonly string[], at: number): string {
  const indent = indentOf(lines[at] ?? '');
  let [start, end] = [at, at + 1];
  while (/^\s*\{\{-?\s*(?:if|with|range|else)\b/.test(lines[start - 1] ?? '')) start -= 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    const isPart = line.trim() === '' || indentOf(line) > indent || /^\s*(?:- |\{\{)/.test(line);
    if (!isPart) break;
    end += 1;
  }
  return lines.slice(start, end).join('\n').trimEnd();
}

/** The fields of the StatefulSets of a chart that cannot change, as far as its templates show them. */
export function fixedFields(files: FileTree): FixedField[] {
  const defines = definesOf(files);
  return [...files].flatMap(([path, file]) => {
    if (!path.startsWith('templates/')) return [];
    const documents = textOf(file).split(/^---.*$/m);
    return documents.flatMap((document, number) => {
      if (!/^\s*kind:\s*["']?StatefulSet\b/m.test(document)) return [];
      const lines = document.split('\n');
      return immutable.flatMap((field): FixedField[] => {
        const at = lines.findIndex((line) => new RegExp(`^ {1,4}${field}:`).test(line));
        if (at === -1) return [{ name: `${path} ${number} ${field}`, text: '' }];
        const text = withIncluded(linesOf(lines, at), defines);
        return [{ name: `${path} ${number} ${field}`, text }];
      });
    });
  });
}

/** The paths of the values that a template reads. */
export const valuesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\.Values\.([A-Za-z_][\w.]*\w|\w)/g)].map(([, path = '']) => path)),
];
