import { Lexer } from 'yaml';

/** Private members of the library's lexer, as of yaml 2.9. */
interface Inside {
  /** Minimum indentation of a line, in columns, to be part of the current value. */
  indentNext: number;
  readonly flowLevel: number;
}

type Step = (this: Inside) => Generator<string, string>;

const steps = Lexer.prototype as unknown as Record<
  'parseFlowCollection' | 'parsePlainScalar' | 'parseQuotedScalar',
  Step
>;

/** A step of the lexer that accepts lines of any indentation. */
function unindented(step: Step, applies: (lexer: Inside) => boolean): Step {
  return function* lenient() {
    if (!applies(this)) return yield* step.call(this);
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
 * The library's lexer, as lenient as libyaml: quoted text and text between brackets can continue at any
 * column; the library requires it to be indented and has no option for it.
 *
 * This is for correctness, not for speed: Rancher launches such files, and without this class `lint`
 * reports them as syntax errors. None of the 309 versions of Rancher's last 1.6 catalog needs it. Its
 * cost is not measurable (`lint` of that catalog: CPU time 0.98 times that of the plain lexer, median
 * of 8 pairs, range 0.91 to 1.05). `read-yaml.test.ts` fails if a new yaml version renames the members.
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
