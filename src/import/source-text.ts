/** The text of a file as it is imported: without a byte order mark, and with line breaks of one character. */
export const sourceText = (text: string): string =>
  text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');

/** Where an offset of a text is in its `sourceText`. */
export const sourceOffset = (text: string, offset: number): number =>
  sourceText(text.slice(0, offset)).length;
