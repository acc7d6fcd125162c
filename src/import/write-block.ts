import type { Condition } from './go-condition.ts';
import type { TemplateText } from './template-text.ts';
import { writeCondition, type BlockForm } from './write-condition.ts';

/** A branch of a block, already converted. */
export interface WrittenBranch {
  /** Absent in the last one, after `else`. */
  readonly condition: Condition | undefined;
  readonly text: string;
}

/** Where a block is. */
export interface BlockPlace {
  readonly offset: number;
  /** Set if each tag is alone on its line. */
  readonly indent: string | undefined;
  /** The line ends after the block, or another block follows. */
  readonly isLast: boolean;
  /** The line ends after the block. */
  readonly endsLine: boolean;
}

/** The branches of a block, each text as `formed` makes it. */
function joined(
  branches: readonly WrittenBranch[],
  form: BlockForm,
  formed: (text: string) => string,
): string {
  return branches.reduceRight(
    (rest, { condition, text }) =>
      condition === undefined ? formed(text) : writeCondition(condition, formed(text), rest, form),
    '',
  );
}

const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const moved = (text: string) => (text === '' ? '' : `${text.slice(1)}\n`);

/** Whether the texts of a block are lines below the one that it is in. */
function hasShiftedLines(branches: readonly WrittenBranch[]): boolean {
  const texts = branches.map(({ text }) => text).filter((text) => text !== '');
  return texts.length > 0 && texts.every((text) => text.startsWith('\n'));
}

/** Whether nothing is left of a value with some answers; that is not an empty text for YAML. */
function canVanish(branches: readonly WrittenBranch[]): boolean {
  const texts = branches.map(({ text }) => text);
  const isLine = texts.every((text) => !text.includes('\n'));
  return isLine && (texts.includes('') || branches.at(-1)?.condition !== undefined);
}

/** Writes a block that is the whole value of a line: each branch has a line of its own. */
function writeLines(
  made: TemplateText,
  branches: readonly WrittenBranch[],
  offset: number,
): boolean {
  const line = made.takeLine();
  if (line === '' || line.includes('{{')) {
    made.restore(line);
    return false;
  }
  const head = line.replace(/(?<=:)$/, ' ');
  const all = [...branches, { condition: undefined, text: '' }];
  const formed = (text: string) => `${`${head}${text}`.replace(/ +$/, '')}\n`;
  const lines = joined(all, { before: '', after: '\n', offset }, formed);
  made.tag(lines.replace(/\n$/, ''));
  return true;
}

/** Writes a block that is decided by an answer. */
export function writeBlock(
  made: TemplateText,
  branches: readonly WrittenBranch[],
  { offset, indent, isLast, endsLine }: BlockPlace,
): void {
  if (indent !== undefined) {
    made.tag(joined(branches, { before: indent, after: '\n', offset }, ended));
  } else if (isLast && hasShiftedLines(branches)) {
    // The line break before each text moves to the front of the block, the one after the block into it.
    made.write('\n');
    const lines = joined(branches, { before: '', after: '\n', offset }, moved);
    made.tag(lines.replace(/\n$/, ''));
  } else if (
    !(endsLine && made.isStart && canVanish(branches) && writeLines(made, branches, offset))
  ) {
    // Blanks at the end of a value are not part of it, so they are only where a text follows.
    const blanks = isLast && !made.isStart ? made.takeBlanks() : '';
    const spaced = (text: string) => (text === '' ? '' : blanks + text);
    made.block(joined(branches, { before: '', after: '', offset }, spaced));
  }
}
