/** One line of a .helmignore. */
interface Rule {
  readonly pattern: RegExp;
  readonly isNegated: boolean;
  readonly isFolderOnly: boolean;
  /** Without a slash in it, a rule looks at the last name of a path. */
  readonly isName: boolean;
}

/** Whether Helm leaves out a file or folder of a chart. */
export type IsIgnored = (path: string, isFolder: boolean) => boolean;

const literal = (char: string) => char.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);

/** One character of a class, after an optional backslash; undefined if there is none. */
function classChar(chars: readonly string[], at: number): [string, number] | undefined {
  const escaped = chars[at] === '\\';
  const char = chars[at + Number(escaped)];
  if (char === undefined || (!escaped && (char === '-' || char === ']'))) return undefined;
  return [char, at + Number(escaped) + 1];
}

/** A class such as `[a-z]`, from its bracket on; undefined if it is malformed. */
function readClass(chars: readonly string[], start: number): [string, number] | undefined {
  const isNegated = chars[start + 1] === '^';
  let at = start + 1 + Number(isNegated);
  const parts: string[] = [];
  while (chars[at] !== ']' || parts.length === 0) {
    const low = classChar(chars, at);
    if (!low) return undefined;
    at = low[1];
    const high = chars[at] === '-' ? classChar(chars, at + 1) : low;
    if (!high) return undefined;
    at = Math.max(at, high[1]);
    // A range that is the wrong way round matches nothing.
    if (low[0] <= high[0]) parts.push(`${literal(low[0])}-${literal(high[0])}`);
    else parts.push('');
  }
  const inside = parts.join('');
  if (inside === '') return [isNegated ? String.raw`[\s\S]` : '(?!)', at + 1];
  return [`[${isNegated ? '^' : ''}${inside}]`, at + 1];
}

/** A pattern of Go's filepath.Match; undefined if it is malformed. */
function globPattern(glob: string): RegExp | undefined {
  const chars = [...glob];
  let source = '';
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    if (char === '*') {
      // Several are one: only so is the match never slow.
      if (chars[at - 1] !== '*') source += '[^/]*';
    } else if (char === '?') source += '[^/]';
    else if (char === '[') {
      const [part, end] = readClass(chars, at) ?? [];
      if (part === undefined || end === undefined) return undefined;
      source += part;
      at = end - 1;
    } else if (char === '\\') {
      at += 1;
      const next = chars[at];
      if (next === undefined) return undefined;
      source += literal(next);
    } else source += literal(char);
  }
  return new RegExp(`^${source}$`, 'u');
}

/** Most characters of a rule, and of its `*`: a match takes their number as a power. */
const [longest, mostStars] = [300, 5];

function parseRule(line: string): Rule | string {
  if (line.includes('**')) return '** is not supported';
  if (line.length > longest || line.split('*').length - 1 > mostStars) return 'a rule is too long';
  const isNegated = line.startsWith('!');
  const isFolderOnly = line.endsWith('/');
  const rule = line.slice(Number(isNegated), isFolderOnly ? -1 : undefined);
  const pattern = globPattern(rule.replace(/^\//, ''));
  if (!pattern) return `${JSON.stringify(line)} is not a valid pattern`;
  return { pattern, isNegated, isFolderOnly, isName: !rule.includes('/') };
}

/** Rules of a .helmignore; a text if Helm cannot read them (helm pkg/ignore/rules.go). */
export function parseIgnoreRules(source: string): IsIgnored | string {
  const rules: Rule[] = [];
  // What begins with a dot in templates/ is always left out.
  for (const raw of [...source.split('\n'), 'templates/.?*']) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const rule = parseRule(line);
    if (typeof rule === 'string') return rule;
    rules.push(rule);
  }
  return (path, isFolder) => {
    for (const { pattern, isNegated, isFolderOnly, isName } of rules) {
      const isMatch = pattern.test(isName ? path.slice(path.lastIndexOf('/') + 1) : path);
      // Odd: a negated rule ignores everything that it does not name.
      if (isNegated && ((isFolderOnly && !isFolder) || !isMatch)) return true;
      if (!isNegated && isMatch && (isFolder || !isFolderOnly)) return true;
    }
    return false;
  };
}
