/** An answer that a template branches on, and one value for each of its branches. */
export interface BranchAnswer {
  readonly variable: string;
  readonly values: readonly string[];
}

/** Up to this number, all combinations are launched; above it, each pair of values at least once. */
const mostCombinations = 64;

/** Two answers with more pairs than this take minutes to launch: then each value is launched at least once. */
const mostPairs = 1000;

/** Indices of values, one for each answer. */
type Row = readonly number[];

const everyCombination = (answers: readonly BranchAnswer[]): Row[] =>
  answers.reduce<Row[]>(
    (made, { values }) => made.flatMap((row) => values.map((_, index) => [...row, index])),
    [[]],
  );

/** Pairs of values of two answers that are in no combination yet. Values are numbered over all answers. */
class OpenPairs {
  readonly #pairs = new Set<number>();
  readonly #counts: number[];
  readonly #size: number;

  constructor(starts: readonly number[], size: number) {
    this.#size = size;
    this.#counts = Array.from({ length: size }, () => 0);
    const answerOf = (value: number) => starts.findLastIndex((start) => start <= value);
    const answers = Array.from({ length: size }, (_, value) => answerOf(value));
    for (let a = 0; a < size; a += 1) {
      for (let b = a + 1; b < size; b += 1) if (answers[a] !== answers[b]) this.#add(a, b);
    }
  }

  #add(a: number, b: number): void {
    this.#pairs.add(a * this.#size + b);
    this.#counts[a] = (this.#counts[a] ?? 0) + 1;
    this.#counts[b] = (this.#counts[b] ?? 0) + 1;
  }

  /** The first one. */
  first(): readonly [number, number] | undefined {
    for (const key of this.#pairs) return [Math.floor(key / this.#size), key % this.#size];
    return undefined;
  }

  /** How many pairs a value closes: those with values that are chosen count most. */
  gain(value: number, chosen: Iterable<number>): number {
    let closed = 0;
    for (const other of chosen) {
      const [a, b] = other < value ? [other, value] : [value, other];
      if (this.#pairs.has(a * this.#size + b)) closed += 1;
    }
    return closed * this.#size * this.#size + (this.#counts[value] ?? 0);
  }

  close(row: readonly number[]): void {
    for (const [index, a] of row.entries()) {
      for (const b of row.slice(index + 1)) {
        if (!this.#pairs.delete(a * this.#size + b)) continue;
        this.#counts[a] = (this.#counts[a] ?? 0) - 1;
        this.#counts[b] = (this.#counts[b] ?? 0) - 1;
      }
    }
  }
}

/** Combinations so that, with those launched, each two values of two answers are together at least once. */
function pairwise(answers: readonly BranchAnswer[], launched: readonly Row[]): Row[] {
  const starts: number[] = [];
  let size = 0;
  for (const { values } of answers) {
    starts.push(size);
    size += values.length;
  }
  const open = new OpenPairs(starts, size);
  for (const row of launched) open.close(row.map((index, at) => (starts[at] ?? 0) + index));
  const rows: Row[] = [];
  for (let pair = open.first(); pair; pair = open.first()) {
    const chosen = [...pair];
    const row = answers.map(({ values }, index) => {
      const start = starts[index] ?? 0;
      const own = values.map((_, offset) => start + offset);
      const known = own.find((value) => pair?.includes(value));
      const gains = own.map((value) => open.gain(value, chosen));
      const value = known ?? start + gains.indexOf(Math.max(...gains));
      if (known === undefined) chosen.push(value);
      return value;
    });
    open.close(row);
    rows.push(row.map((value, index) => value - (starts[index] ?? 0)));
  }
  return rows;
}

/** Combinations in which each value is at least once. */
function eachValue(answers: readonly BranchAnswer[]): Row[] {
  const count = Math.max(...answers.map(({ values }) => values.length));
  return Array.from({ length: count }, (_, row) =>
    answers.map(({ values }) => row % values.length),
  );
}

function rowsOf(answers: readonly BranchAnswer[], launched: readonly Row[]): Row[] {
  const counts = answers.map(({ values }) => values.length).sort((a, b) => b - a);
  const combinations = counts.reduce((product, count) => product * count, 1);
  if (combinations <= mostCombinations) return everyCombination(answers);
  const [first = 0, second = 0] = counts;
  return second === 0 || first * second > mostPairs
    ? eachValue(answers)
    : pairwise(answers, launched);
}

/** The values of a combination as indices; undefined if it has another value, or none, for an answer. */
function rowOf(
  answers: readonly BranchAnswer[],
  set: ReadonlyMap<string, string>,
): Row | undefined {
  const row = answers.map(({ variable, values }) => {
    const value = set.get(variable);
    return value === undefined ? -1 : values.indexOf(value);
  });
  return row.includes(-1) ? undefined : row;
}

/**
 * The combinations of answers to launch. Those of `launched` are not launched again, and their pairs are covered.
 * @default nothing is launched yet
 */
export function branchesOf(
  answers: readonly BranchAnswer[],
  launched: readonly ReadonlyMap<string, string>[] = [],
): ReadonlyMap<string, string>[] {
  const known = launched.flatMap((set) => {
    const row = rowOf(answers, set);
    return row ? [row] : [];
  });
  const keys = new Set(known.map((row) => row.join()));
  return rowsOf(answers, known)
    .filter((row) => !keys.has(row.join()))
    .map((row) => {
      const pairs = answers.map(({ variable, values }, at) => {
        const value = values[row[at] ?? 0] ?? '';
        return [variable, value] as const;
      });
      return new Map(pairs);
    });
}
