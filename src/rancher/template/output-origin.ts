/** A part of what a template made, up to the next. Offsets count UTF-16 units from 0. */
export interface OutputPiece {
  /** Where it begins in the output. */
  readonly start: number;
  /** Where its text or its action begins in the template. */
  readonly source: number;
  /** Text of the template itself; else what an action printed. */
  readonly isCopy: boolean;
}

/** What a template made. */
export interface Executed {
  readonly output: string;
  /** Set where it stopped early: the output ends there, and Rancher goes on with what there is. */
  readonly error: { readonly message: string; readonly offset: number } | undefined;
  /** It did not end within bounds that no real template comes near; Rancher would run on. */
  readonly endless: boolean;
  readonly pieces: readonly OutputPiece[];
}

/** Where an offset of the output stands in the template: of what an action printed, the action. */
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
