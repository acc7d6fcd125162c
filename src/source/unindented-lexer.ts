import { Lexer } from 'yaml';

/** What the library keeps to itself of its lexer, as of yaml 2.9. */
interface Inside {
  /** The columns that a line must be indented by to belong to the value at hand. */
  indentNext: number;
  readonly flowLevel: number;
}

type Step = (this: Inside) => Generator<string, string>;

const steps = Lexer.prototype as unknown as Record<
  'parseFlowCollection' | 'parsePlainScalar' | 'parseQuotedScalar',
  Step
>;

/** A step of the lexer that takes lines of any indentation. */
function unindented(step: Step, isWanted: (lexer: Inside) => boolean): Step {
  return function* taken() {
    if (!isWanted(this)) return yield* step.call(this);
    const { indentNext } = this;
    this.indentNext = 0;
    try {
      return yield* step.call(this);
    } finally {
      this.indentNext = indentNext;
    }
  };
}

const inBrackets = ({ flowLevel }: Inside) => flowLevel > 0;

/**
 * The library's lexer, as lenient as libyaml: text in quotes and what stands between brackets may
 * go on at any column, where the library wants it indented.
 */
export class UnindentedLexer extends Lexer {
  static {
    Object.assign(UnindentedLexer.prototype, {
      parseFlowCollection: unindented(steps.parseFlowCollection, inBrackets),
      parsePlainScalar: unindented(steps.parsePlainScalar, inBrackets),
      parseQuotedScalar: unindented(steps.parseQuotedScalar, () => true),
    });
  }
}
