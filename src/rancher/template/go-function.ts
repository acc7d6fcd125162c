import { ExecutionError, GoFloat, isGoMap, isList, typeName, type GoValue } from './go-value.ts';

/** A parameter's Go type; `any` takes everything, nil too. */
export type Parameter = 'any' | 'string' | 'int' | 'bool' | 'list' | 'map' | 'strings';

/** A function that templates may call. */
export interface GoFunction {
  /** Throws when it cannot be called with so many arguments. */
  checkCount(name: string, count: number): void;
  call(name: string, values: readonly GoValue[]): GoValue;
  /** For `and` and `or`: the arguments are made one by one, as far as they are needed. */
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
 * A function of fixed parameters, and any number of one more type where `rest` is given. `body`
 * gets values of these types only.
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
