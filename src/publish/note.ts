/** Longer ones are a mistake, such as a whole changelog. */
const mostCharacters = 10_000;

// Control characters, and those that change the direction of the text after them.
const odd = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

/** Why a text cannot be a note in a changelog, as the end of a sentence; undefined if it can. */
export function noteFault(note: string): string | undefined {
  if (note.trim() === '') return 'is empty';
  if (odd.test(note)) return 'contains a control character';
  if (note.length > mostCharacters) return `has more than ${mostCharacters} characters`;
  return undefined;
}

/**
 * A note as part of a section: it begins no section of another version, and leaves no block of code or comment
 * open that would hide what follows.
 */
export function renderNote(note: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of note.replaceAll(/\r\n?/g, '\n').trim().split('\n')) {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      const isEnd = mark?.startsWith(fence) === true && line.trim() === mark;
      if (isEnd) fence = undefined;
      lines.push(line.replace(/^#/, ' #'));
      continue;
    }
    fence = mark;
    lines.push(line.replace(/^([ \t]*)#/, String.raw`$1\#`).replaceAll('<!--', '&lt;!--'));
  }
  if (fence !== undefined) lines.push(fence);
  return lines.join('\n');
}

/** Whether the newest section of a changelog begins with a note. */
export function hasNote(changelog: string, note: string): boolean {
  const section = changelog.replaceAll('\r\n', '\n').split(/^(?=## )/m)[1] ?? '';
  return `${section.slice(section.indexOf('\n')).trim()}\n\n`.startsWith(`${renderNote(note)}\n\n`);
}
