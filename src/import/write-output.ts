import type { ImportedAnswer } from './imported-answer.ts';
import {
  answerOf,
  literalOf,
  not,
  type Condition,
  type Expression,
  type Scope,
} from './go-condition.ts';
import { literal, type TemplateText } from './template-text.ts';
import { Unsupported } from './unsupported.ts';
import { writeCondition } from './write-condition.ts';
import type { PlacedScalar } from './yaml-scalars.ts';

/** A value of a Go template: where it is, and in which scalar. */
export interface OutputPlace {
  readonly start: number;
  readonly end: number;
  readonly scalar: PlacedScalar | undefined;
  readonly scope: Scope;
  /** Notes that the template uses an answer; its name. */
  readonly use: (answer: ImportedAnswer) => string;
}

/** Whether YAML 1.1 takes a text without quotes for something else than text. */
const isTyped = (text: string) =>
  /^(?:y|n|yes|no|on|off|true|false|null|~|[-+]?[\d_.:]+|0x[\da-f]+)$/i.test(text);

const isWhole = ({ scalar, start, end }: OutputPlace) =>
  scalar?.plain === true && scalar.start === start && scalar.end === end;

/** Writes a value of a Go template. Throws Unsupported. */
export function writeOutput(made: TemplateText, expression: Expression, place: OutputPlace): void {
  const { scope, scalar, start } = place;
  const text = literalOf(expression, scope);
  if (text !== undefined) {
    made.write(literal(text));
    return;
  }
  if (scalar?.isKey === true) throw new Unsupported('an answer in a key', start);
  const isWord =
    (expression.kind === 'dot' && scope.dot === 'word') ||
    (expression.kind === 'variable' && scope.words.has(expression.name));
  if (isWord) made.tag('{{this}}');
  else if (expression.kind === 'call') made.tag(callText(expression, place));
  else writeAnswer(made, expression, place);
}

/** The calls that a blueprint can express: quotes around an answer, and a text in place of an empty one. */
function callText(call: Expression & { kind: 'call' }, place: OutputPlace): string {
  const { scope, start, use } = place;
  const { name, args } = call;
  const [first, second] = args;
  if ((name === 'quote' || name === 'squote') && first && !second && isWhole(place)) {
    const answer = answerOf(first, scope);
    if (answer) return `{{text ${use(answer)}}}`;
  }
  if (name === 'default' && first && second) {
    const [instead, answer] = [literalOf(first, scope), answerOf(second, scope)];
    if (instead !== undefined && answer) {
      const test: Condition = not({ kind: 'is', answer, texts: [''] });
      const form = { before: '', after: '', offset: start };
      return writeCondition(test, `{{${use(answer)}}}`, literal(instead), form);
    }
  }
  throw new Unsupported(`a value that ${name} makes`, start);
}

function writeAnswer(made: TemplateText, expression: Expression, place: OutputPlace): void {
  const answer = answerOf(expression, place.scope);
  if (!answer) throw new Unsupported('a value that is not an answer', place.start);
  const typed = answer.options.filter((option) => isTyped(option));
  if (isWhole(place) && answer.type === 'string' && typed.length > 0) {
    writeTyped(made, answer, typed, place);
  } else made.tag(`{{${place.use(answer)}}}`);
}

/** An option such as `true` that is written without quotes is not a text for Rancher: each gets a line of its own. */
function writeTyped(
  made: TemplateText,
  answer: ImportedAnswer,
  typed: readonly string[],
  { start, use }: OutputPlace,
): void {
  const head = made.takeLine();
  const form = { before: '', after: '\n', offset: start };
  let rest = `${head}{{text ${use(answer)}}}\n`;
  for (const option of typed.toReversed()) {
    const test: Condition = { kind: 'is', answer, texts: [option] };
    rest = writeCondition(test, `${head}${literal(option)}\n`, rest, form);
  }
  made.tag(rest.slice(0, -1));
}
