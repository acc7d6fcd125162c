/** An answer of the blueprint that is made of a question, as the templates need it. */
export interface ImportedAnswer {
  /** The name in the blueprint. */
  readonly name: string;
  /** The type of its value in the schema. */
  readonly type: 'string' | 'integer' | 'boolean';
  /** The choices of the question. */
  readonly options: readonly string[];
  /** The default answer, as text. */
  readonly default: string;
  /** Rancher launches the entry without an answer. */
  readonly canBeEmpty: boolean;
  readonly isCertificate?: boolean;
}

/** Rancher's variable → answer. */
export type ImportedAnswers = ReadonlyMap<string, ImportedAnswer>;

/** Everything that Rancher's form can give as the answer; undefined if that is any text. */
export function valuesOf(answer: ImportedAnswer): readonly string[] | undefined {
  const { type, options, canBeEmpty } = answer;
  const choices = type === 'boolean' ? ['true', 'false'] : options;
  if (choices.length === 0) return undefined;
  return [...new Set([...choices, answer.default, ...(canBeEmpty ? [''] : [])])];
}
