/**
 * A part of a pattern. `folders` is the slash-terminated part of the path that a `**` followed by a slash
 * matches: `skip` leads past it, because it may be empty.
 */
type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'one' | 'step' | 'any' | 'skip' | 'folders' };

function tokensOf(glob: string): Token[] {
  return glob.split(/(\*\*\/?|\*|\?)/).flatMap((piece): Token[] => {
    if (piece.startsWith('**')) {
      return piece.endsWith('/') ? [{ kind: 'skip' }, { kind: 'folders' }] : [{ kind: 'any' }];
    }
    if (piece === '*') return [{ kind: 'step' }];
    return piece === '?' ? [{ kind: 'one' }] : [...piece].map((char) => ({ kind: 'char', char }));
  });
}

/** Adds a state, and all that are reached from it without a character. */
function reach(tokens: readonly Token[], states: Set<number>, at: number): void {
  if (states.has(at)) return;
  states.add(at);
  const kind = tokens[at]?.kind;
  if (kind === 'step' || kind === 'any' || kind === 'skip') reach(tokens, states, at + 1);
  if (kind === 'skip') reach(tokens, states, at + 2);
}

/** The states after a character in a state; none for `skip`, because `reach` has led past it. */
function after(token: Token | undefined, at: number, char: string): number[] {
  if (token === undefined || token.kind === 'skip') return [];
  if (token.kind === 'char') return token.char === char ? [at + 1] : [];
  if (token.kind === 'any') return [at];
  if (token.kind === 'folders') return char === '/' ? [at, at + 1] : [at];
  if (char === '/') return [];
  return [token.kind === 'one' ? at + 1 : at];
}

/**
 * A pattern for paths: `*` matches within a step, `**` across steps, `?` one character. All states are
 * followed at once, so that the time grows with the length of pattern times path. Packages that
 * make a regular expression of a pattern (picomatch, minimatch) take exponential time for some.
 */
export function pathPattern(glob: string): (path: string) => boolean {
  const tokens = tokensOf(glob);
  return (path) => {
    let states = new Set<number>();
    reach(tokens, states, 0);
    for (const char of path) {
      const next = new Set<number>();
      for (const at of states) {
        for (const to of after(tokens[at], at, char)) reach(tokens, next, to);
      }
      states = next;
    }
    return states.has(tokens.length);
  };
}
