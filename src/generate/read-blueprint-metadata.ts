import schema from '../../schemas/blueprint.schema.json' with { type: 'json' };
import { faultToDiagnostic, type KnownKeys } from '../answers/fault-to-diagnostic.ts';
import type { Checked, Place } from '../diagnostics/diagnostic.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import { compileSchema, type Fault } from '../json-schema/compile-schema.ts';
import type { BlueprintMetadata } from '../model/blueprint.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import { parseVersionRange } from '../rancher/semver-range.ts';
import type { Source } from '../source/source.ts';

const known: KnownKeys = new Map(
  Object.entries(schema.properties as Record<string, JsonMap>).map(([name, part]) => [
    name,
    { name, schema: part },
  ]),
);

/** The content of a blueprint.yml, or what is right of it. */
export interface ReadMetadata extends Checked<BlueprintMetadata> {
  /** The keys that have no fault. */
  readonly usable: Partial<BlueprintMetadata>;
  readonly placeOf: (pointer: Pointer, part: 'key' | 'value') => Place;
}

/** Keys that are parts of paths, whatever Rancher accepts. */
const inPaths = new Set<unknown>(['name', 'directory', 'schema', 'image']);

/** Whether a fault counts in an imported blueprint too: Rancher needs neither the form of a text nor some texts at all. */
const isKept = ({ keyword, key, pointer }: Fault): boolean =>
  keyword === 'required'
    ? key !== 'description' && key !== 'icon'
    : inPaths.has(pointer[0]) || !['minLength', 'maxLength', 'pattern', 'format'].includes(keyword);

/** blueprint.yml → its content, checked. All faults at once. */
export async function readBlueprintMetadata(source: Source): Promise<ReadMetadata> {
  const validate = await compileSchema(schema, 'blueprint');
  const value = isMap(source.value) ? source.value : {};
  const values = new Map(Object.entries(value));
  const checked = validate(value);
  const { omitted } = checked;
  const faults = value.imported === true ? checked.faults.filter(isKept) : checked.faults;
  const place = (name: string, part: 'key' | 'value', path: readonly string[]) =>
    source.placeOf([name, ...path], part);
  const diagnostics = withOmitted(
    faults.map((fault) => faultToDiagnostic(fault, known, values, place)),
    omitted,
  );
  const range = value.upgrade_from;
  const isUnreadable =
    typeof range === 'string' &&
    value.imported !== true &&
    !['same-major', 'any'].includes(range) &&
    !parseVersionRange(range);
  if (isUnreadable) {
    diagnostics.push({
      code: 'wrong-form',
      severity: 'error',
      message: `upgrade_from is ${JSON.stringify(range)}; expected same-major, any or a range such as >=1.2.0 <2.0.0`,
      at: source.placeOf(['upgrade_from']),
      hint: 'Rancher hides every upgrade when it cannot read the range',
    });
  }
  const faulty = new Set<unknown>(faults.map(({ pointer, key }) => pointer[0] ?? key));
  if (isUnreadable) faulty.add('upgrade_from');
  const usable = Object.fromEntries(Object.entries(value).filter(([key]) => !faulty.has(key)));
  const isRight = diagnostics.length === 0;
  return {
    value: isRight ? ({ description: '', ...value } as unknown as BlueprintMetadata) : undefined,
    usable,
    placeOf: (pointer, part) => source.placeOf(pointer, part),
    diagnostics,
  };
}
