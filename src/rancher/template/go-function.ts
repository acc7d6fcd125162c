import { ExecutionError, GoFloat, isGoMap, isList, typeName, type GoValue } from './go-value.ts';

/** A parameter's Go type; `any` accepts everything, including nil. */
export type Parameter = 'any' | 'string' | 'int' | 'bool' | 'list' | 'map' | 'strings';

/** A function that templates can call. */
export interface GoFunction {
  /** Throws if the number of arguments is wrong. */
  checkCount(name: string, count: number): void;
  call(name: string, values: readonly GoValue[]): GoValue;
  /** For `and` and `or`: the arguments are evaluated one by one, until the result is known. */
  readonly lazy?: (values: readonly (() => GoValue)[]) => GoValue;
}

const fits: Readonly<Record<Parameter, (value: GoValue) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  int: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  list: (value) => isList(value) || value === undefined,
  map: (value) => isGoMap(value) || value === undefined,
  strings: (value) => isList(value) && value.every((item) => typeof item === 'string'),
};

const goNames: Readonly<Record<Parameter, string>> = {
  any: 'interface {}',
  string: 'string',
  int: 'int',
  bool: 'bool',
  list: '[]interface {}',
  map: 'map[string]interface {}',
  strings: '[]string',
};

function checkType(value: GoValue, parameter: Parameter): void {
  if (fits[parameter](value)) return;
  if (value === undefined)
    throw new ExecutionError(`invalid value; expected ${goNames[parameter]}`);
  const given = value instanceof GoFloat ? 'float64' : typeName(value);
  throw new ExecutionError(`wrong type for value; expected ${goNames[parameter]}; got ${given}`);
}

function checkNumber(name: string, count: number, wanted: number, isVariadic: boolean): void {
  if (isVariadic ? count >= wanted : count === wanted) return;
  const least = isVariadic ? `at least ${wanted}` : String(wanted);
  throw new ExecutionError(`wrong number of args for ${name}: want ${least} got ${count}`);
}

/**
 * A function with fixed parameters, and with any number of the type `rest` if that is given. `body`
 * is only called with values of these types.
 */
export function define(
  parameters: readonly Parameter[],
  body: (...values: readonly never[]) => GoValue,
  rest?: Parameter,
): GoFunction {
  return {
    checkCount(name, count) {
      checkNumber(name, count, parameters.length, rest !== undefined);
    },
    call(_name, values) {
      for (const [index, value] of values.entries()) {
        checkType(value, parameters[index] ?? rest ?? 'any');
      }
      return body(...(values as never[]));
    },
  };
}
