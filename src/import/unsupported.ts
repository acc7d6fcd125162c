/** A construct of an entry that a blueprint cannot express, with its position in the file. */
export class Unsupported extends Error {
  readonly offset: number;
  /** What can be done about it. */
  readonly hint: string | undefined;

  constructor(message: string, offset: number, hint?: string) {
    super(message);
    this.offset = offset;
    this.hint = hint;
  }
}
