/** A construct of an entry that a blueprint cannot express, with its position in the file. */
export class Unsupported extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
