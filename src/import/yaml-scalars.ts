import { YamlRefusal } from '../source/yaml-fault.ts';
import { YamlScanner } from '../source/yaml-scanner.ts';
import type { YamlToken } from '../source/yaml-token.ts';

/** A scalar of a compose file, with its place in the text. */
export interface PlacedScalar {
  readonly start: number;
  readonly end: number;
  /** Written without quotes. */
  readonly plain: boolean;
  readonly isKey: boolean;
  /** The key of the root map that it is below; its own text, if it is such a key. */
  readonly section: string;
}

/** A key of the root map. */
export interface RootKey {
  readonly name: string;
  /** The start of its line. */
  readonly start: number;
}

export interface ScannedCompose {
  readonly scalars: readonly PlacedScalar[];
  readonly rootKeys: readonly RootKey[];
  /** The value of `version`, as written. */
  readonly version: string;
}

class Collector {
  readonly scalars: PlacedScalar[] = [];
  readonly rootKeys: RootKey[] = [];
  version = '';
  #isKey = false;
  #section = '';
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  add(token: YamlToken): void {
    if (token.type === 'key') this.#isKey = true;
    else if (token.type !== 'anchor' && token.type !== 'tag' && token.type !== 'scalar') {
      this.#isKey = false;
    }
    if (token.type !== 'scalar') return;
    const { start, end, plain } = token;
    const isKey = this.#isKey;
    this.#isKey = false;
    if (isKey && (start === 0 || this.#text[start - 1] === '\n')) {
      this.#section = token.text;
      this.rootKeys.push({ name: token.text, start });
    } else if (this.#section === 'version' && !isKey) this.version ||= token.text;
    this.scalars.push({ start, end, plain, isKey, section: this.#section });
  }
}

/**
 * The scalars of a compose file in block style, in order. It can have branches that are not valid YAML together:
 * only its tokens count. Undefined if it cannot be scanned.
 */
export function scanCompose(text: string): ScannedCompose | undefined {
  const collector = new Collector(text);
  try {
    const scanner = new YamlScanner(text);
    for (let token = scanner.peek(); token.type !== 'stream-end'; token = scanner.peek()) {
      collector.add(token);
      scanner.advance();
    }
    return collector;
  } catch (error) {
    if (error instanceof YamlRefusal) return undefined;
    throw error;
  }
}

/** Sections of a file of version 2 in which Rancher replaces variables (rancher-compose-executor config/merge.go:113). */
const interpolated = new Set(['services', 'containers', 'volumes', 'networks']);

/** Whether Rancher replaces variables in a scalar. */
export function isInterpolated(
  { version }: ScannedCompose,
  { isKey, section }: PlacedScalar,
): boolean {
  if (isKey || section === '') return false;
  return version === '2' ? interpolated.has(section) : !/^\.?catalog$|^version$/.test(section);
}

/** The scalar that an offset is in. */
export function scalarAt({ scalars }: ScannedCompose, offset: number): PlacedScalar | undefined {
  let [low, high] = [0, scalars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scalars[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = scalars[low];
  return found && found.start <= offset ? found : undefined;
}
