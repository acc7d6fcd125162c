/** Text as a string of Go, as templates of Helm have it. */
export const goString = (text: string): string =>
  `"${text.replaceAll(/[\\"\u0000-\u001F\u007F-\u009F\u2028\u2029]/g, (character) => {
    if (character === '\n') return String.raw`\n`;
    if (character === '\\' || character === '"') return `\\${character}`;
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  })}"`;

/** Where templates find a value. */
export const goValue = (path: readonly string[]): string => `.Values.${path.join('.')}`;

/** Joins terms with one of Helm's functions of two or more operands. */
export const goCall = (name: string, ...operands: readonly string[]): string =>
  `(${[name, ...operands].join(' ')})`;
