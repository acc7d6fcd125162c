type State = 'between' | 'word' | 'double' | 'single' | 'comment';

/** Characters that the lexer knows; others are allowed in quotes and comments only (shlex.go RUNE_CHAR). */
const isKnown = (character: string) =>
  /^[\w.\-,/@$*()+=><:;&^%~|!?[\]{} \t\r\n"'\\#]$/.test(character);

/** Odd: the misspelling is the lexer's own, in every state but the first. */
const unknown = (character: string, state: State) =>
  `${state === 'between' ? 'Unknown' : 'Uknown'} rune: ${character.codePointAt(0) ?? 0}`;

/**
 * Splits a command line into words like the executor (flynn/go-shlex), or returns its fault. Quotes and
 * backslashes work as in a shell; `#` between words starts a comment.
 */
export function splitCommand(
  text: string,
): { readonly words: readonly string[] } | { readonly fault: string } {
  const words: string[] = [];
  let word = '';
  let state: State = 'between';
  let isEscaped = false;
  for (const character of text) {
    const isBlank = /[ \t\r\n]/.test(character);
    if (isEscaped) {
      if (!isKnown(character)) return { fault: unknown(character, 'word') };
      word += character;
      isEscaped = false;
    } else if (state === 'comment') {
      if (character === '\n') state = 'between';
    } else if (state === 'single') {
      if (character === "'") state = 'word';
      else word += character;
    } else if (character === '\\') {
      isEscaped = true;
      if (state === 'between') state = 'word';
    } else if (state === 'double') {
      if (character === '"') state = 'word';
      else word += character;
    } else if (character === '"') state = 'double';
    else if (character === "'") state = 'single';
    else if (state === 'between' && character === '#') state = 'comment';
    else if (!isKnown(character)) return { fault: unknown(character, state) };
    else if (!isBlank) {
      word += character;
      state = 'word';
    } else if (state === 'word') {
      words.push(word);
      word = '';
      state = 'between';
    }
  }
  if (isEscaped) return { fault: 'EOF found after escape character' };
  if (state === 'double' || state === 'single') {
    return { fault: 'EOF found when expecting closing quote.' };
  }
  return { words: state === 'word' ? [...words, word] : words };
}
