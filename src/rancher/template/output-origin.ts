/** A part of the output of a template, up to the next one. Offsets are in UTF-16 units from 0. */
export interface OutputPiece {
  /** Start in the output. */
  readonly start: number;
  /** Start of its text or action in the template. */
  readonly source: number;
  /** Whether it is text of the template; otherwise an action printed it. */
  readonly isCopy: boolean;
}

/** The result of a template. */
export interface Executed {
  readonly output: string;
  /** Set if execution stopped early: the output ends there, and Rancher continues with it. */
  readonly error: { readonly message: string; readonly offset: number } | undefined;
  /** Execution exceeded limits that no real template comes near; Rancher would not stop it. */
  readonly endless: boolean;
  readonly pieces: readonly OutputPiece[];
}

/** Maps an offset of the output to the template; printed text maps to its action. */
export function outputOrigin(pieces: readonly OutputPiece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const isBefore = (pieces[middle]?.start ?? 0) <= offset;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low - 1];
  if (!piece) return 0;
  return piece.source + (piece.isCopy ? offset - piece.start : 0);
}
