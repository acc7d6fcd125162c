import type { BlockPlace } from '../rancher/read-catalog-block.ts';
import { convertCompose, type ConvertedCompose, type ConvertOptions } from './convert-compose.ts';
import type { ImportProblem } from './import-findings.ts';
import { sourceText } from './source-text.ts';
import { scanCompose } from './yaml-scalars.ts';

/** Stands for the catalog block while the rest is converted: a comment, which the YAML does not contain. */
const mark = '#\u{E000}\n';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The lines of the catalog block in a text that Rancher reads. */
function blockRange(text: string, place: BlockPlace): Range | undefined {
  const keys = scanCompose(text)?.rootKeys ?? [];
  const index = keys.findIndex(({ name }) => name === place);
  const key = keys[index];
  if (!key) return undefined;
  const lines = text.slice(key.start, keys[index + 1]?.start ?? text.length).split(/(?<=\n)/);
  // Comments at the left margin and blank lines belong to what follows.
  while (lines.length > 1 && /^(?:#.*|[ \t]*)\n?$/.test(lines.at(-1) ?? '')) lines.pop();
  return { start: key.start, end: key.start + lines.join('').length };
}

/** The place of the catalog block in a file without one: below the version. */
function emptyRange(text: string): Range {
  const version = /^version:[^\n]*(?:\n|$)/m.exec(text);
  const at = version ? version.index + version[0].length : 0;
  return { start: at, end: at };
}

/** A rancher-compose.yml → its template, in which the program writes the catalog block. */
export function convertRancherCompose(
  source: string,
  place: BlockPlace | undefined,
  options: ConvertOptions,
): ConvertedCompose {
  const text = sourceText(source);
  const range = place === undefined ? emptyRange(text) : blockRange(text, place);
  if (!range) {
    const message = 'the catalog block is not a key at the left margin of the file';
    return { text: '', problems: [{ message, offset: 0 }], notes: [] };
  }
  const before = text.slice(0, range.start);
  const lead = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const rest = text.slice(range.end);
  const made = convertCompose(`${lead}${mark}${rest}`, options);
  const shift = range.end - lead.length - mark.length;
  const placed = <T extends ImportProblem>(problem: T): T => {
    const { offset } = problem;
    return { ...problem, offset: offset > lead.length ? offset + shift : offset };
  };
  const [problems, notes] = [made.problems.map(placed), made.notes.map(placed)];
  return { ...made, problems, notes, text: made.text.replace(mark, '{{catalog}}\n') };
}
