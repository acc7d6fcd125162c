import schema from '../../../schemas/blueprint-test.schema.json' with { type: 'json' };
import { faultToDiagnostic, type KnownKeys } from '../../answers/fault-to-diagnostic.ts';
import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { withOmitted } from '../../diagnostics/with-omitted.ts';
import { compileSchema, type Fault } from '../../json-schema/compile-schema.ts';
import { isMap, type JsonMap } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Source } from '../../source/source.ts';
import { operators, type Check, type TestCase } from './test-case.ts';

const keysOf = (properties: object): KnownKeys =>
  new Map(
    Object.entries(properties as Record<string, JsonMap>).map(([name, part]) => [
      name,
      { name, schema: 'anyOf' in part || 'type' in part ? part : { type: 'object' } },
    ]),
  );

const { case: caseSchema, check: checkSchema, texts } = schema.definitions;
const caseProperties = { ...caseSchema.properties, refused: texts, warned: texts };

/** The keys that a map of a test file can have, by its depth. */
const known: Readonly<Record<number, KnownKeys>> = {
  0: keysOf(schema.properties),
  2: keysOf(caseProperties),
  4: keysOf(checkSchema.properties),
};

const valueAt = (value: unknown, pointer: Pointer): unknown =>
  pointer.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)] as unknown;
    return isMap(at) ? at[step] : undefined;
  }, value);

/** The name of a part for messages, and the schema that it must match. */
function partOf(steps: Pointer): { readonly name: string; readonly schema: JsonMap } {
  const last = steps.at(-1) ?? '';
  const parent = steps.at(-2);
  if (typeof last === 'number') {
    const isMapItem = parent === 'cases' || parent === 'checks';
    return { name: `item ${last + 1}`, schema: { type: isMapItem ? 'object' : 'string' } };
  }
  const isScalar = parent === 'launch' || parent === 'files';
  const other = { type: isScalar ? 'string' : 'object' };
  return { name: last, schema: known[steps.length - 1]?.get(last)?.schema ?? other };
}

/** A fault of a part of the file, with the place and the keys of that part. */
function faultIn(source: Source, fault: Fault): Diagnostic {
  const steps = fault.pointer.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  if (fault.keyword === 'minItems') {
    const message = `${partOf(steps).name} has no items; expected one or more`;
    return { code: 'out-of-range', severity: 'error', message, at: source.placeOf(steps) };
  }
  const isOfMap = fault.key !== undefined;
  const map = isOfMap ? steps : steps.slice(0, -1);
  const part = partOf(steps);
  const keys = isOfMap ? known[steps.length] : new Map([[part.name, part]]);
  const values = new Map([[part.name, valueAt(source.value, steps)]]);
  const found: Fault = { ...fault, pointer: isOfMap ? [] : [part.name] };
  return faultToDiagnostic(found, keys ?? new Map(), values, (key, side) =>
    source.placeOf(isOfMap ? [...map, key] : steps, side),
  );
}

/** What a path can start with. */
const parts = new Set(['services', 'questions', 'files']);

function stepsOf({ path }: Record<string, unknown>): string[] {
  return Array.isArray(path) ? path.map(String) : String(path).split('.');
}

/** What the schema does not express: exactly one operator a check; a refused entry has nothing else to compare. */
function unclear(source: Source, cases: readonly Record<string, unknown>[]): Diagnostic[] {
  const wrong = (pointer: Pointer, message: string, hint: string): Diagnostic => ({
    code: 'wrong-form',
    severity: 'error',
    message,
    at: source.placeOf(pointer, 'key'),
    hint,
  });
  const names = new Set<unknown>();
  return cases.flatMap((each, index) => {
    const pointer: Pointer = ['cases', index];
    const isDuplicate = names.has(each.name);
    names.add(each.name);
    const checks = Array.isArray(each.checks) ? (each.checks as Record<string, unknown>[]) : [];
    const compared = ['services', 'questions', 'files', 'checks', 'golden'].find(
      (key) => key in each,
    );
    return [
      ...(isDuplicate
        ? [wrong([...pointer, 'name'], 'two cases have this name', 'give each its own name')]
        : []),
      ...checks.flatMap((check, at) => {
        const where: Pointer = [...pointer, 'checks', at];
        const count = operators.filter((operator) => operator in check).length;
        const what = `a check has one of ${listWords(operators, 'or')}`;
        const [start = ''] = stepsOf(check);
        return [
          ...(count === 1 ? [] : [wrong(where, what, 'write one check for each of them')]),
          ...(parts.has(start)
            ? []
            : [
                wrong(
                  [...where, 'path'],
                  `a path starts with services, questions or files, and this one with ${JSON.stringify(start)}`,
                  'write a path such as services.web.image',
                ),
              ]),
        ];
      }),
      ...(compared !== undefined && 'refused' in each
        ? [
            wrong(
              [...pointer, compared],
              `${compared} has nothing to compare: the case must be refused`,
              'write another case without refused',
            ),
          ]
        : []),
    ];
  });
}

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);

function readCheck(check: Record<string, unknown>, pointer: Pointer): Check {
  const operator = operators.find((each) => each in check) ?? 'equals';
  return { path: stepsOf(check), operator, pointer: [...pointer, operator] };
}

function readCase(source: Source, value: Record<string, unknown>, index: number): TestCase {
  const pointer: Pointer = ['cases', index];
  const entered = Object.keys(isMap(value.launch) ? value.launch : {});
  const checks = Array.isArray(value.checks) ? (value.checks as Record<string, unknown>[]) : [];
  const expected = (['services', 'questions', 'files'] as const).filter((part) => part in value);
  return {
    name: String(value.name),
    pointer,
    source,
    launch: new Map(
      entered.map((key) => [key, source.scalarAt([...pointer, 'launch', key])?.text ?? '']),
    ),
    expected: new Map(expected.map((part) => [part, value[part]])),
    checks: checks.map((check, at) => readCheck(check, [...pointer, 'checks', at])),
    refused: textsOf(value.refused),
    warned: textsOf(value.warned),
    golden: typeof value.golden === 'string' ? value.golden : undefined,
  };
}

/** The cases of a test file. All faults of its form at once. */
export async function readTestFile(source: Source): Promise<Checked<readonly TestCase[]>> {
  const validate = await compileSchema(schema, 'blueprint-test');
  const { faults, omitted } = validate(source.value);
  if (faults.length > 0) {
    const diagnostics = faults.map((fault) => faultIn(source, fault));
    return { value: undefined, diagnostics: withOmitted(diagnostics, omitted) };
  }
  const { cases } = source.value as { cases: Record<string, unknown>[] };
  const diagnostics = unclear(source, cases);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  return { value: cases.map((value, index) => readCase(source, value, index)), diagnostics };
}
