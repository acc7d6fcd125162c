import { isList, type Answers, type AnswerValue } from '../model/answers.ts';
import type { StatedPromise, SurvivalSetting } from '../model/survival.ts';
import type { Blueprint } from './check-blueprint.ts';

// One line for each promise, at the end of rancher-compose.yml: Rancher drops comments. Fixed answers are numbers in
// it, and those that Rancher asks for are variables, so that an entry in a catalog can be planned without its blueprint.
const start = '# rancher-catalog-survival: ';

/** The lines of promises. The form of what is read is bounded: an entry can have any text. */
const comments =
  /^# rancher-catalog-survival: ([^:\r\n]{1,100}): (hosts of )?([\w.-]{1,255}(?: \+ [\w.-]{1,255}){0,19}) >= ([^\r\n]{1,1000})$/gm;

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
    .map(({ name, services, count, at_least: least }) => {
      const what = `${count === 'hosts' ? 'hosts of ' : ''}${services.join(' + ')}`;
      return `${start}${name}: ${what} >= ${overVariables(String(least), schema, answers)}\n`;
    })
    .join('');
}

/** A text without the lines of promises. */
export const withoutSurvival = (text: string): string =>
  text.includes(start) ? text.replaceAll(/^# rancher-catalog-survival: .*\r?\n?/gm, '') : text;

/** The promises that a rancher-compose.yml states; none if this program did not create it. */
export function readSurvivalComments(rancherCompose: string): StatedPromise[] {
  if (!rancherCompose.includes(start)) return [];
  return [...rancherCompose.matchAll(comments)]
    .slice(0, 20)
    .map(([, name = '', hosts, services = '', atLeast = '']): StatedPromise => ({
      name,
      services: services.split(' + '),
      count: hosts === undefined ? 'containers' : 'hosts',
      atLeast,
    }));
}
