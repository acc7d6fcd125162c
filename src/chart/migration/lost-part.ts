/** A part of a stack without a counterpart in the chart. */
export interface LostPart {
  /** The answer or the key: `host_label`. */
  readonly what: string;
  /** What the stack has there; never that of a secret. */
  readonly has: string;
  readonly why: string;
  /** What a person does about it. */
  readonly todo: string;
}
