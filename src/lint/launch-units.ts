/** A compose file in parts that Rancher checks one by one. */
export interface FileUnits {
  readonly version: 'v1' | 'v2';
  /** The text of each service by its name. */
  readonly services: ReadonlyMap<string, string>;
  /** The other sections, and labels that name other services. */
  readonly rest: string;
}

// A name that is a string whatever its letters are, so that Rancher takes any other one as well.
const image = /^(\s*image:\s*)["']?[A-Za-z][\w./-]*[:/][\w.:/-]*\w["']?\s*$/;

// Strings whatever they are, in lists and maps that may have any number of them.
const flag = /^(\s*)- --?[a-z][\w-]*(?:=[\w./:,-]*)?$/;
const variable = /^(\s*)[A-Z][A-Z0-9_]*: (?:(["']?)\$\{\w+\}\2|'[^'$]*'|"[^"$\\]*")$/;

/** A line, without what is accepted whatever it is. */
function plain(line: string, trimmed: string): string {
  if (trimmed.startsWith('image:')) return line.replace(image, '$1a:1');
  if (trimmed.startsWith('- -')) return line.replace(flag, '$1- --flag');
  return trimmed.includes(': ') ? line.replace(variable, '$1KEY: text') : line;
}

const keyAt = /^( *)(["']?)([\w.-]+)\2:(?:\s|$)/;

const isAnchored = (text: string) => /(?:^|[\s[{,])[&*]\w/.test(text);

/** Lines that decide something: no comments and blank ones. */
function* linesOf(text: string): Generator<string> {
  let [from, last] = [0, ''];
  while (from < text.length) {
    const to = text.indexOf('\n', from);
    const line = to === -1 ? text.slice(from) : text.slice(from, to);
    from = to === -1 ? text.length : to + 1;
    const trimmed = line.trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const made = plain(line, trimmed);
    if (made !== last || made === line) yield made;
    last = made;
  }
}

/**
 * Splits the text of a compose file at its services, by their indentation. Undefined if its parts can
 * depend on each other in other ways than by name.
 */
export function fileUnits(text: string): FileUnits | undefined {
  if (isAnchored(text) || text.includes('\t')) return undefined;
  const services = new Map<string, string>();
  const isSecond = /^version:\s*["']?2["']?\s*$/m.test(text);
  let [section, name, indent, rest] = ['', '', isSecond ? -1 : 0, ''];
  for (const line of linesOf(text)) {
    const isTop = line.charCodeAt(0) !== 32;
    if (isTop && isSecond) {
      [section, name, indent] = [keyAt.exec(line)?.[3] ?? line, '', -1];
      // The catalog block is read before the launch, whatever the answers are.
      if (section === 'services' || /^\.?catalog$/.test(section)) continue;
    } else if (isTop) section = line.startsWith('.catalog:') ? 'catalog' : 'services';
    if (/^\.?catalog$/.test(section)) continue;
    if (section !== 'services') {
      rest += `${line}\n`;
      continue;
    }
    if (indent === -1) indent = line.length - line.trimStart().length;
    const key = line.charCodeAt(indent) === 32 ? undefined : keyAt.exec(line);
    if (key?.[1]?.length === indent) name = key[3] ?? '';
    if (line.includes('io.rancher.sidekicks')) rest += `${name}${line}\n`;
    services.set(name, `${services.get(name) ?? ''}${line}\n`);
  }
  return { version: isSecond ? 'v2' : 'v1', services, rest };
}

/** A launch in parts: each service as both files have it, by its name. */
export interface LaunchUnits {
  readonly versions: readonly ('v1' | 'v2')[];
  readonly services: ReadonlyMap<string, readonly string[]>;
  /** The names of all services, and the rest of both files. */
  readonly whole: string;
}

/** The parts of a launch from those of its files. */
export function launchUnits(files: readonly FileUnits[]): LaunchUnits {
  const names = files.map(({ services }) => [...services.keys()].sort().join());
  const all = new Set(files.flatMap(({ services }) => [...services.keys()]));
  const services = [...all].map(
    (name) => [name, files.map((file) => file.services.get(name) ?? '')] as const,
  );
  const whole = ['', ...names, ...files.map(({ rest }) => rest)].join('\0');
  return { versions: files.map(({ version }) => version), services: new Map(services), whole };
}

/** The text of a file of some services only. */
export const textOfServices = (version: 'v1' | 'v2', services: readonly string[]): string =>
  [
    '# notemplating\n',
    ...(version === 'v2' ? ["version: '2'\n", 'services:\n'] : []),
    ...services,
  ].join('');
