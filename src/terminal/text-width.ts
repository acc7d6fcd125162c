import stringWidth from 'string-width';

/** The columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  // Measuring graphemes takes a hundred times as long, and nearly all texts need none.
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

/** A word that is longer than a line, in parts that fit. */
function splitWord(word: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && textWidth(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/** Words in lines of at most `width` columns; a word that is longer is split. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(/\s+/).filter((part) => part !== '');
  for (const word of words.flatMap((each) => splitWord(each, width))) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
