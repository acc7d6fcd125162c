/** Lines below a key of a YAML file. */
export const indent = (depth: number, lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `${' '.repeat(depth)}${line}`));

/** Lines of a list item: the first one gets the dash. */
export const item = (lines: readonly string[]): string[] =>
  lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
