import { isList, type Answers, type AnswerValue } from '../model/answers.ts';
import type { SurvivalSetting } from '../model/survival.ts';
import { survivalComment } from '../model/survival-comment.ts';
import type { Blueprint } from './check-blueprint.ts';

/** A fixed answer in an expression; text, such as a quorum of majority, is a name that has no value. */
function literal(value: AnswerValue): string {
  if (typeof value === 'number') return value < 0 ? `(0 - ${-value})` : String(value);
  const text = isList(value) ? '' : String(value);
  return /^[A-Za-z_]\w*$/.test(text) ? text : 'text';
}

/** An expression over answers → one over the variables of questions. */
function overVariables(
  expression: string,
  { specs }: Blueprint['schema'],
  { fixed }: Answers,
): string {
  return expression.replaceAll(/[A-Za-z_]\w*(?!\w*\s*\()/g, (name) => {
    const value = fixed.get(name);
    return value === undefined ? (specs.get(name)?.variable ?? name) : literal(value);
  });
}

const isPromised = ({ when = {} }: SurvivalSetting, { fixed }: Answers): boolean =>
  Object.entries(when).every(([name, value]) => fixed.get(name) === value);

/** The promises of an entry as comments, each on a line of its own; empty without any. */
export function formatSurvival({ files, schema }: Blueprint, answers: Answers): string {
  return (files.metadata.survival ?? [])
    .filter((promise) => isPromised(promise, answers))
    .map(({ name, services, count = 'containers', at_least: least }) =>
      survivalComment({
        name,
        services,
        count,
        atLeast: overVariables(String(least), schema, answers),
      }),
    )
    .join('');
}
