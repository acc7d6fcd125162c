type State = 'between' | 'word' | 'double' | 'single' | 'comment';

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
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const isBlank = /[ \t\r\n]/.test(character);
    if (state === 'comment') {
      if (character === '\n') state = 'between';
    } else if (state === 'single') {
      if (character === "'") state = 'word';
      else word += character;
    } else if (character === '\\') {
      at += 1;
      if (at >= text.length) return { fault: 'EOF found after escape character' };
      word += text.charAt(at);
      if (state === 'between') state = 'word';
    } else if (state === 'double') {
      if (character === '"') state = 'word';
      else word += character;
    } else if (character === '"') state = 'double';
    else if (character === "'") state = 'single';
    else if (state === 'between' && character === '#') state = 'comment';
    else if (!isBlank) {
      word += character;
      state = 'word';
    } else if (state === 'word') {
      words.push(word);
      word = '';
      state = 'between';
    }
  }
  if (state === 'double' || state === 'single') {
    return { fault: 'EOF found when expecting closing quote.' };
  }
  return { words: state === 'word' ? [...words, word] : words };
}
