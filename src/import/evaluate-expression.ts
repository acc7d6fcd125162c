import { ExecutionError, GoFloat, type GoValue } from '../rancher/template/go-value.ts';
import { rancherFunctions } from '../rancher/template/rancher-functions.ts';
import type { Expression } from './go-expression.ts';
import { Unsupported } from './unsupported.ts';

/** Functions that give another value each time, or one that depends on the machine. */
const unsteady = /^(?:rand|gen|uuid|now|date|htmlDate|env|expandenv|derive|ago|shuffle)/;

/** The values of what is neither a literal nor a call. */
export type Read = (leaf: Expression) => GoValue;

function call(expression: Expression & { kind: 'call' }, read: Read): GoValue {
  const { name, args, offset } = expression;
  const called = rancherFunctions.get(name);
  if (!called || unsteady.test(name)) throw new Unsupported(`a value that ${name} makes`, offset);
  called.checkCount(name, args.length);
  const values = args.map((arg) => () => valueOf(arg, read));
  return called.lazy
    ? called.lazy(values)
    : called.call(
        name,
        values.map((value) => value()),
      );
}

function valueOf(expression: Expression, read: Read): GoValue {
  const { kind } = expression;
  if (kind === 'call') return call(expression, read);
  if (kind === 'number' && expression.isFloat) return new GoFloat(expression.value);
  if (kind === 'string' || kind === 'bool' || kind === 'number') return expression.value;
  return read(expression);
}

/** The value of an expression, as Rancher computes it. Throws Unsupported, also where Rancher ends the file. */
export function evaluateExpression(expression: Expression, read: Read): GoValue {
  try {
    return valueOf(expression, read);
  } catch (error) {
    if (!(error instanceof ExecutionError)) throw error;
    throw new Unsupported(
      `an error at which Rancher ends the file: ${error.message}`,
      expression.offset,
      'correct the entry: what follows never reaches Rancher',
    );
  }
}
