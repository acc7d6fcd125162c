/**
 * The diagnostics in a printed text, each as `place code`, or `code` where it has no place; those
 * that are not errors with their severity: `answers.yml:4:3 secret-fixed (warning)`.
 */
export function findingsIn(text: string): string[] {
  const found: string[] = [];
  let start: { place: string; severity: string } | undefined;
  for (const line of text.split('\n')) {
    const [, place = '', severity] = /^(?:(\S.*?) {2})?(error|warning|info) {2}\S/.exec(line) ?? [];
    if (severity !== undefined) {
      if (start) throw new Error(`a diagnostic has no code: ${start.place}`);
      start = { place, severity };
    }
    // The message may have several lines: the code is at the end of the last one.
    const code = / {3}\[([\w-]+)\]$/.exec(line)?.[1];
    if (!start || code === undefined) continue;
    const words = [start.place, code, start.severity === 'error' ? '' : `(${start.severity})`];
    found.push(words.filter(Boolean).join(' '));
    start = undefined;
  }
  if (start) throw new Error(`a diagnostic has no code: ${start.place}`);
  return found;
}
