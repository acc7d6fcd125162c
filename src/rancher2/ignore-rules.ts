import { parseGlob } from './glob.ts';

/** One line of a .helmignore. */
interface Rule {
  readonly matches: (name: string) => boolean;
  readonly isNegated: boolean;
  readonly isFolderOnly: boolean;
  /** Without a slash in it, a rule looks at the last name of a path. */
  readonly isName: boolean;
}

/** Whether Helm leaves out a file or folder of a chart. */
export type IsIgnored = (path: string, isFolder: boolean) => boolean;

function parseRule(line: string): Rule | string {
  if (line.includes('**')) return '** is not supported';
  const isNegated = line.startsWith('!');
  const isFolderOnly = line.endsWith('/');
  const rule = line.slice(Number(isNegated), isFolderOnly ? -1 : undefined);
  const matches = parseGlob(rule.replace(/^\//, ''));
  if (!matches) return `${JSON.stringify(line)} is not a valid pattern`;
  return { matches, isNegated, isFolderOnly, isName: !rule.includes('/') };
}

/** Rules that are read; each is compared with each file of a chart. */
const mostRules = 1000;

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
    if (rules.length > mostRules) return `it has more than ${mostRules} rules`;
  }
  return (path, isFolder) => {
    for (const { matches, isNegated, isFolderOnly, isName } of rules) {
      const isMatch = matches(isName ? path.slice(path.lastIndexOf('/') + 1) : path);
      // Odd: a negated rule ignores everything that it does not name.
      if (isNegated && ((isFolderOnly && !isFolder) || !isMatch)) return true;
      if (!isNegated && isMatch && (isFolder || !isFolderOnly)) return true;
    }
    return false;
  };
}
