import { counted } from '../diagnostics/counted.ts';
import { typesFor, type Problem, type UnitClass } from './problem.ts';

/** Names in full; of more, the number. */
const mostNames = 6;

/** `a, b, c`, and of a long list its beginning. */
export function nameList(names: readonly string[], most = mostNames): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

/** What a host must have for a class, by its rules about labels of hosts. */
function labelWords({ hard }: UnitClass): string {
  const rules = hard.filter(({ rule }) => rule.subject === 'host-label');
  const words = rules.map(({ rule: { key, value, negated } }) => {
    const item = key === undefined ? value : `${key}=${value}`;
    return negated ? `without ${item}` : `with ${item}`;
  });
  return [...new Set(words)].join(' and ');
}

/** "2 hosts with role=redis: a, b". */
export function hostWords(problem: Problem, at: number): string {
  const names = typesFor(problem, at).flatMap(({ hosts }) => hosts.map(({ name }) => name));
  const each = problem.classes[at];
  const label = each ? labelWords(each) : '';
  const all = problem.types.reduce((sum, { hosts }) => sum + hosts.length, 0);
  const count = counted(names.length, 'host');
  const kind = label === '' || names.length === all ? count : `${count} ${label}`;
  return `${kind}: ${nameList(names)}`;
}

/** "3 containers of web". */
export const containersOf = (count: number, name: string): string =>
  `${counted(count, 'container')} of ${name}`;
