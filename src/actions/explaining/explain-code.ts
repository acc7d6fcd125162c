import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { causeKinds } from '../../publish/cause.ts';
import { readTopics, type Topic } from './topics.ts';

const isNumber = (text: string) => /^\d+$/.test(text);

function hintFor(code: string, topics: readonly Topic[]): string {
  const names = topics.map(({ name }) => name);
  if (isNumber(code)) {
    const drills = topics.flatMap(({ number }) => number ?? []);
    const range = `${Math.min(...drills)} to ${Math.max(...drills)}`;
    return `exit codes are ${listWords(names.filter(isNumber))}; drills are ${range}`;
  }
  const kind = code.split(':')[0] ?? '';
  if (Object.hasOwn(causeKinds, kind)) {
    return `${kind} is a cause of bump-too-small: rancher-catalog explain bump-too-small`;
  }
  const words = names.filter((name) => !isNumber(name));
  const meant = nearest(code, words);
  if (meant !== undefined) return `did you mean ${meant}?`;
  const list = 'rancher-catalog explain --list lists the codes';
  return /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/.test(code)
    ? `${list}; a rule of your own blueprint is in x-rules of its answers.schema.json`
    : list;
}

/**
 * Explains a diagnostic code, a rule, an exit code, a fault, or a drill by its name or number; a code that is two
 * of them, as both.
 */
export function explainCode(code: string): Topic[] {
  const topics = readTopics();
  const wanted = code.replace(/^\[(.*)\]$/, '$1');
  const found = [
    ...topics.filter(({ name }) => name === wanted),
    ...topics.filter(({ number }) => String(number) === wanted),
  ];
  if (found.length > 0) return found;
  throw usageError(`there is nothing called ${code} to explain`, hintFor(wanted, topics));
}
