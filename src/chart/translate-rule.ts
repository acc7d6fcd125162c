import { parseExpression, type ExpressionTree } from '../answers/expression.ts';
import { chartWords, valueNamesOf } from '../answers/chart-answers.ts';
import type { AnswerRule, AnswerScalar } from '../model/answers.ts';
import type { ChartAnswer } from '../model/chart-answer.ts';
import { goCall, goString, goValue } from './go-template.ts';

/** A rule in the language of Helm's templates. */
export interface TranslatedRule {
  readonly severity: AnswerRule['severity'];
  /** True where the rule is broken. */
  readonly isBroken: string;
  /** The text of the message and its hint. */
  readonly message: string;
}

/** Why a rule cannot be a rule of a chart. */
export interface Untranslatable {
  /** The key of the rule. */
  readonly key: 'check' | 'message' | 'hint' | 'when';
  readonly reason: string;
}

type ByName = ReadonlyMap<string, ChartAnswer>;

/** Of whole numbers; sprig's `div` and `mod` round to zero, as those of the shell do. */
const arithmetic: Record<string, string> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
};

const comparison: Record<string, string> = {
  '<=': 'le',
  '>=': 'ge',
  '<': 'lt',
  '>': 'gt',
  '==': 'eq',
  '!=': 'ne',
};

class NotHelm extends Error {}

/** The answers in a part of an expression. */
function namesOf(tree: ExpressionTree): string[] {
  if (tree.kind === 'number') return [];
  if (tree.kind === 'name') return [tree.name];
  const parts = tree.kind === 'call' ? tree.operands : [tree.left, tree.right];
  return parts.flatMap(namesOf);
}

/** Whether a part of a schema allows fractions. */
const hasFractions = (part: unknown): boolean =>
  typeof part === 'object' && part !== null && 'type' in part && part.type === 'number';

/** Whether the schema of an answer allows whole numbers and no other numbers. */
function isWhole({ spec: { schema } }: ChartAnswer): boolean {
  const union = schema.anyOf ?? schema.oneOf;
  return !hasFractions(schema) && !(Array.isArray(union) && union.some(hasFractions));
}

/** Whether an answer is a whole number always. */
const isAlwaysNumber = ({ spec: { schema } }: ChartAnswer): boolean => schema.type === 'integer';

class RuleTranslator {
  readonly #byName: ByName;
  readonly #valueNames: ReadonlyMap<string, string>;

  constructor(byName: ByName) {
    this.#byName = byName;
    this.#valueNames = valueNamesOf(byName.values());
  }

  #answer(name: string): ChartAnswer {
    const answer = this.#byName.get(name);
    if (!answer) throw new NotHelm(`charts have no ${name}`);
    if (!isWhole(answer)) {
      throw new NotHelm(`${name} can be a fraction, and Helm's functions compute whole numbers`);
    }
    return answer;
  }

  number(tree: ExpressionTree): string {
    if (tree.kind === 'number') return String(tree.value);
    if (tree.kind === 'name') return goCall('int64', goValue(this.#answer(tree.name).path));
    if (tree.kind === 'call') return this.#call(tree);
    const { operator, left, right } = tree;
    const name = arithmetic[operator];
    if (name === undefined) throw new NotHelm(`${operator} is inside of another operation`);
    const isDivision = operator === '/' || operator === '%';
    if (isDivision && (right.kind !== 'number' || right.value === 0)) {
      throw new NotHelm(`${operator} needs a number other than 0 after it`);
    }
    return goCall(name, this.number(left), this.number(right));
  }

  /** An operand that is text is left out by the program; Helm's functions count it as 0. */
  #call(tree: ExpressionTree & { readonly kind: 'call' }): string {
    const texts = namesOf(tree).filter((name) => !isAlwaysNumber(this.#answer(name)));
    if (texts.length > 0) throw new NotHelm(`${texts.join(', ')} can be text`);
    return goCall(tree.function, ...tree.operands.map((operand) => this.number(operand)));
  }

  comparison(tree: ExpressionTree): string {
    if (tree.kind !== 'operation') throw new NotHelm('it is not a comparison');
    const name = comparison[tree.operator];
    if (name === undefined) throw new NotHelm('it is not a comparison');
    return goCall(name, this.number(tree.left), this.number(tree.right));
  }

  /** The value of an expression as text; a name alone can be an answer that is text. */
  #text(expression: string): string {
    const { tree } = parseExpression(expression);
    if (tree.kind !== 'name') return goCall('toString', this.number(tree));
    const answer = this.#byName.get(tree.name);
    if (!answer) throw new NotHelm(`charts have no ${tree.name}`);
    const value = goValue(answer.path);
    if (isAlwaysNumber(answer)) return goCall('toString', goCall('int64', value));
    if (!isWhole(answer) || !answer.spec.schema.anyOf) return goCall('toString', value);
    const number = goCall('toString', goCall('int64', value));
    return goCall(
      'ternary',
      goCall('toString', value),
      number,
      goCall('kindIs', '"string"', value),
    );
  }

  /** Text with `{expression}` in it, as one term. */
  words(text: string): string {
    const parts = text.split(/\{([^{}]+)\}/);
    const terms = parts.map((part, index) =>
      index % 2 === 0 ? goString(chartWords(part, this.#valueNames)) : this.#text(part),
    );
    return goCall('print', ...terms.filter((term) => term !== '""'));
  }

  condition(name: string, value: AnswerScalar): string {
    const answer = this.#byName.get(name);
    if (!answer) throw new NotHelm(`charts have no ${name}`);
    return goCall('eq', goCall('toString', goValue(answer.path)), goString(String(value)));
  }

  /** Terms that are true where all names of a check are numbers. */
  numeric(names: readonly string[]): string[] {
    return [...new Set(names)]
      .map((name) => this.#answer(name))
      .filter((answer) => !isAlwaysNumber(answer))
      .map(({ path }) => goCall('not', goCall('kindIs', '"string"', goValue(path))));
  }
}

function attempt<T>(key: Untranslatable['key'], make: () => T): T | Untranslatable {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotHelm) return { key, reason: error.message };
    throw error;
  }
}

const isFault = (part: unknown): part is Untranslatable =>
  typeof part === 'object' && part !== null && 'reason' in part;

/** The answers that a rule names anywhere. */
export function namesIn({ at, check, when, message, hint = '' }: AnswerRule): Set<string> {
  const inTexts = [...`${message}${hint}`.matchAll(/\{([^{}]+)\}/g)].flatMap(
    ([, expression = '']) => parseExpression(expression).names,
  );
  return new Set([at, ...Object.keys(when), ...parseExpression(check).names, ...inTexts]);
}

/** A rule between answers that charts have, for Helm; or why Helm has no such rule. */
export function translateRule(rule: AnswerRule, byName: ByName): TranslatedRule | Untranslatable {
  const translator = new RuleTranslator(byName);
  const { names, tree } = parseExpression(rule.check);
  const check = attempt('check', () => [
    ...translator.numeric(names),
    goCall('not', translator.comparison(tree)),
  ]);
  if (isFault(check)) return check;
  const when = attempt('when', () =>
    Object.entries(rule.when).map(([name, value]) => translator.condition(name, value)),
  );
  if (isFault(when)) return when;
  const message = attempt('message', () => translator.words(rule.message));
  if (isFault(message)) return message;
  const hint = attempt('hint', () =>
    rule.hint === undefined ? [] : [translator.words(`\n  hint: ${rule.hint}`)],
  );
  if (isFault(hint)) return hint;
  const [first = 'true', ...more] = [...when, ...check];
  return {
    severity: rule.severity,
    isBroken: more.length === 0 ? first : goCall('and', first, ...more),
    message: hint.length === 0 ? message : goCall('print', message, ...hint),
  };
}
