/** An answer of the blueprint that is made of a question, as the templates need it. */
export interface ImportedAnswer {
  /** The name in the blueprint. */
  readonly name: string;
  /** The type of its value in the schema. */
  readonly type: 'string' | 'integer' | 'boolean';
  /** The choices of the question. */
  readonly options: readonly string[];
}

/** Rancher's variable → answer. */
export type ImportedAnswers = ReadonlyMap<string, ImportedAnswer>;
