/** Parts of the program that only some runs of a command come to, each a bit above the first. */
const bits = { 'schema compiler': 2, branches: 4, charts: 8 } as const;

let reached = 0;

/** Notes that this run has come to a part: its compiled code is worth keeping. */
export function reachPart(part: keyof typeof bits): void {
  reached |= bits[part];
}

/** The bits of the parts that this run came to. */
export const reachedParts = (): number => reached;
