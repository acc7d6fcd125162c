/** What matches one character. */
type Step = (char: string) => boolean;

/** What follows a `*`, or the start of a pattern. */
interface Chunk {
  readonly afterStar: boolean;
  readonly steps: Step[];
}

/** One character of a class, after an optional backslash; undefined if there is none. */
function classChar(chars: readonly string[], at: number): [string, number] | undefined {
  const escaped = chars[at] === '\\';
  const char = chars[at + Number(escaped)];
  if (char === undefined || (!escaped && (char === '-' || char === ']'))) return undefined;
  return [char, at + Number(escaped) + 1];
}

/** A class such as `[a-z]`, from its bracket on; undefined if it is malformed. */
function readClass(chars: readonly string[], start: number): [Step, number] | undefined {
  const isNegated = chars[start + 1] === '^';
  let at = start + 1 + Number(isNegated);
  const ranges: (readonly [string, string])[] = [];
  while (chars[at] !== ']' || ranges.length === 0) {
    const low = classChar(chars, at);
    if (!low) return undefined;
    const isRange = chars[low[1]] === '-';
    const high = isRange ? classChar(chars, low[1] + 1) : low;
    if (!high) return undefined;
    at = high[1];
    ranges.push([low[0], high[0]]);
  }
  const isIn = (char: string) => ranges.some(([low, high]) => low <= char && char <= high);
  return [(char) => isIn(char) !== isNegated, at + 1];
}

/** One step of a pattern, and where the next one begins; undefined if it is malformed. */
function readStep(chars: readonly string[], at: number): [Step, number] | undefined {
  const char = chars[at];
  if (char === '[') return readClass(chars, at);
  if (char === '?') return [(found) => found !== '/', at + 1];
  const literal = char === '\\' ? chars[at + 1] : char;
  if (literal === undefined) return undefined;
  return [(found) => found === literal, at + (char === '\\' ? 2 : 1)];
}

function readChunks(glob: string): Chunk[] | undefined {
  const chars = [...glob];
  const chunks: Chunk[] = [{ afterStar: false, steps: [] }];
  let at = 0;
  while (at < chars.length) {
    if (chars[at] === '*') {
      chunks.push({ afterStar: true, steps: [] });
      at += 1;
      continue;
    }
    const step = readStep(chars, at);
    if (!step) return undefined;
    chunks.at(-1)?.steps.push(step[0]);
    at = step[1];
  }
  return chunks;
}

const fitsAt = ({ steps }: Chunk, name: readonly string[], at: number): boolean =>
  at + steps.length <= name.length && steps.every((step, index) => step(name[at + index] ?? ''));

/** Where the first match of a chunk ends; the last one must end with the name. */
function endOf(chunk: Chunk, name: readonly string[], from: number, isLast: boolean) {
  for (let at = from; at <= name.length; at += 1) {
    const end = at + chunk.steps.length;
    if ((!isLast || end === name.length) && fitsAt(chunk, name, at)) return end;
    if (!chunk.afterStar || name[at] === '/') return undefined;
  }
  return undefined;
}

/**
 * A pattern of Go's filepath.Match; undefined if it is malformed. As there, each chunk takes its first match, so the
 * time is at most the product of both lengths.
 */
export function parseGlob(glob: string): ((name: string) => boolean) | undefined {
  const chunks = readChunks(glob);
  if (!chunks) return undefined;
  return (name) => {
    const chars = [...name];
    let at: number | undefined = 0;
    for (const [index, chunk] of chunks.entries()) {
      at = endOf(chunk, chars, at, index === chunks.length - 1);
      if (at === undefined) return false;
    }
    return true;
  };
}
