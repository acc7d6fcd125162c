/** Text on one line that markdown takes as text only, for use inside a code block. */
export function singleLine(text: string): string {
  return text.replaceAll(/[\r\n`]+/g, ' ');
}

/** Text as a markdown code span; its fences are longer than any in it. */
export function codeSpan(text: string): string {
  if (text.trim() === '') return '(empty)';
  const line = text.replaceAll(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || line.startsWith(' ') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
