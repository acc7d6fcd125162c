/**
 * A text as answers.txt has it: in the form of shell-quote 1.6.1, which the UI was built with. The package cannot be
 * used: that version has known faults and needs modules of Node, and later ones quote other characters, put quotes
 * around an empty text and write a backslash once in single quotes.
 */
export function shellQuoted(text: string): string {
  const isSpaced = /["\s]/.test(text);
  if (isSpaced && !text.includes("'")) return `'${text.replaceAll('\\', '\\\\')}'`;
  if (isSpaced || text.includes("'")) return `"${text.replaceAll(/["\\$`!]/g, '\\$&')}"`;
  return text.replaceAll(/[#!"$&'()*,:;<=>?@[\\\]^`{|}]/g, '\\$&');
}
