import type { ImportedAnswer } from './imported-answer.ts';
import { printValue } from '../rancher/template/go-value.ts';
import { resolveScalar } from '../source/resolve-scalar.ts';
import { answerOf, fixedValue, literalOf, type Scope } from './answer-of.ts';
import { not, type Condition } from './go-condition.ts';
import type { Expression } from './go-expression.ts';
import { literal, type TemplateText } from './template-text.ts';
import { Unsupported } from './unsupported.ts';
import { writeCondition } from './write-condition.ts';
import type { PlacedScalar } from './yaml-scalars.ts';

/** A value of a Go template: where it is, and in which scalar. */
export interface OutputPlace {
  readonly start: number;
  readonly end: number;
  readonly scalar: PlacedScalar | undefined;
  /** Nothing else follows in the line. */
  readonly isLast: boolean;
  readonly scope: Scope;
  /** Notes that the template uses an answer; its name. */
  readonly use: (answer: ImportedAnswer) => string;
}

/** Whether Rancher takes a text without quotes for something else than text; an empty one is another case. */
const isTyped = (text: string) => text !== '' && resolveScalar(text.trim()).type !== 'str';

const isWhole = ({ scalar, start, end }: OutputPlace) =>
  scalar?.plain === true && scalar.start === start && scalar.end === end;

/** Writes a value of a Go template. Throws Unsupported. */
export function writeOutput(made: TemplateText, expression: Expression, place: OutputPlace): void {
  const { scope, scalar, start } = place;
  const fixed = fixedValue(expression, scope);
  if (fixed) {
    made.write(literal(printValue(fixed.value)));
    return;
  }
  if (scalar?.isKey === true) {
    throw new Unsupported(
      'an answer in a key',
      start,
      'a key is the same for all answers: write it as text in the entry, without the question',
    );
  }
  const isWord =
    (expression.kind === 'dot' && scope.dot === 'word') ||
    (expression.kind === 'variable' && scope.words.has(expression.name));
  if (isWord) made.tag('{{this}}');
  else if (isQuoted(expression) && isWhole(place)) {
    const [quoted] = expression.args;
    const quote = expression.name === 'quote' ? '"' : "'";
    if (answerOf(quoted, scope)) made.tag(`{{text ${place.use(answerIn(quoted, place))}}}`);
    else made.tag(`${quote}${textFor(quoted, place)}${quote}`);
  } else if (answerOf(expression, scope) && isWhole(place)) {
    writeAlone(made, answerIn(expression, place), place);
  } else made.tag(textFor(expression, place));
}

function isQuoted(
  expression: Expression,
): expression is Expression & { kind: 'call'; args: readonly [Expression] } {
  return (
    expression.kind === 'call' &&
    (expression.name === 'quote' || expression.name === 'squote') &&
    expression.args.length === 1
  );
}

function answerIn(expression: Expression, { scope, start }: OutputPlace): ImportedAnswer {
  const answer = answerOf(expression, scope);
  if (!answer) throw new Unsupported('a value that is not an answer', start);
  return answer;
}

/** A value within other text: an answer, perhaps with a text in place of an empty one. */
function textFor(expression: Expression, place: OutputPlace): string {
  if (expression.kind !== 'call') return `{{${place.use(answerIn(expression, place))}}}`;
  const { scope, start } = place;
  const { name, args } = expression;
  const [first, second] = args;
  if (first && !second && name === 'print') return textFor(first, place);
  if (name === 'printf' && first && second && literalOf(first, scope) === '%s') {
    return textFor(second, place);
  }
  if (name === 'default' && first && second) {
    const [instead, answer] = [literalOf(first, scope), answerOf(second, scope)];
    if (instead !== undefined && answer) {
      const test: Condition = not({ kind: 'is', answer, texts: [''] });
      const form = { before: '', after: '', offset: start };
      return writeCondition(test, `{{${place.use(answer)}}}`, literal(instead), form);
    }
  }
  throw new Unsupported(
    `a value that ${name} makes`,
    start,
    'a blueprint writes an asked answer as it is: change the entry, so that users enter the result',
  );
}

/** Answers that Rancher reads as something else than text where they are written without quotes. */
function readOtherwise({ scope }: OutputPlace, answer: ImportedAnswer): string[] {
  const { options, type, default: value, canBeEmpty } = answer;
  if (type === 'boolean') return [];
  const empty = canBeEmpty && !scope.given.has(answer) ? [''] : [];
  if (type === 'integer') return empty;
  const isSwitch = options.length === 0 && /^(?:true|false)$/.test(value);
  const possible = isSwitch ? ['true', 'false'] : [...options, value];
  return [...empty, ...new Set(possible.filter((text) => isTyped(text)))];
}

/** An answer that is a whole value. What Rancher does not read as text gets a line of its own, such as `true`. */
function writeAlone(made: TemplateText, answer: ImportedAnswer, place: OutputPlace): void {
  const name = place.use(answer);
  const others = place.isLast ? readOtherwise(place, answer) : [];
  if (others.length === 0) {
    made.tag(`{{${name}}}`);
    return;
  }
  const head = made.takeLine();
  const form = { before: '', after: '\n', offset: place.start };
  const isText = others.some((text) => text !== '');
  let rest = `${head}{{${isText ? 'text ' : ''}${name}}}\n`;
  for (const text of others.toReversed()) {
    const test: Condition = { kind: 'is', answer, texts: [text] };
    const line = `${head}${literal(text)}`.replace(/ +$/, '');
    rest = writeCondition(test, `${line}\n`, rest, form);
  }
  made.tag(rest.slice(0, -1));
}
