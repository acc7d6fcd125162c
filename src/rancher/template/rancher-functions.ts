import { builtinFunctions } from './builtin-functions.ts';
import type { GoFunction } from './go-function.ts';
import { dataFunctions } from './sprig-data.ts';
import { textFunctions } from './sprig-text.ts';

/** Every function that a template in Rancher 1.6 can call. Any other name is a parse error. */
export const rancherFunctions: ReadonlyMap<string, GoFunction> = new Map([
  ...builtinFunctions,
  ...textFunctions,
  ...dataFunctions,
]);

export const functionNames: ReadonlySet<string> = new Set(rancherFunctions.keys());
