import schema from '../../schemas/answers-file.schema.json' with { type: 'json' };
import type { Checked, Place } from '../diagnostics/diagnostic.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import { compileSchema, type Fault } from '../json-schema/compile-schema.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Source } from '../source/source.ts';
import { faultToDiagnostic, type KnownKeys } from './fault-to-diagnostic.ts';
import { settingPlace, type Setting } from './setting.ts';

/** An answers file: one entry, its version, and what is answered; the answers not yet checked. */
export interface AnswersFile {
  readonly blueprint: string;
  /** The folder of the template; undefined: the blueprint's name. */
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  readonly version: string;
  /** Markdown for CHANGELOG.md. */
  readonly changelog?: string;
  readonly source: Source;
  /** Answers given on the command line, which take precedence over those of the file. */
  readonly settings: readonly Setting[];
}

/** Keys of the file itself that `--set` can set too: those that a release changes. */
const settable: readonly string[] = ['name', 'title', 'description', 'version', 'changelog'];

/** Whether a key that is set is one of the file itself, and not an answer. */
export const isOwnKey = (key: string): boolean => settable.includes(key);

const known: KnownKeys = new Map(
  Object.entries(schema.properties as Record<string, JsonMap>).map(([name, part]) => [
    name,
    { name, schema: part },
  ]),
);

// The schema's `allOf` lets editors complete the answers of each blueprint. Here the answers are
// checked later, with better messages.
const { allOf: _forEditors, ...checkedSchema } = schema;

/** What is accepted in an answers file. */
export interface AnswersFileOptions {
  /** A version that is not a semantic one: Rancher takes any text, and an imported entry keeps its own. @default false */
  readonly anyVersion?: boolean;
}

/** A text without spaces. */
const isWord = /^[!-~]+$/;

/**
 * Checks an answers file up to its answers. All faults at once. If a blueprint is named, there is a
 * value despite faults; its other fields can then be wrong.
 */
export async function readAnswersFile(
  source: Source,
  settings: readonly Setting[],
  { anyVersion = false }: AnswersFileOptions = {},
): Promise<Checked<AnswersFile>> {
  const value = isMap(source.value) ? { ...source.value } : {};
  for (const key of settable) {
    const setting = settings.find((candidate) => candidate.key === key);
    if (setting) value[key] = setting.text;
    else if (['number', 'boolean'].includes(typeof value[key])) {
      value[key] = source.scalarAt([key])?.text;
    }
  }
  // An empty `answers:` or `defaults:` is an empty map, not a fault.
  for (const key of ['answers', 'defaults']) if (value[key] === null) delete value[key];

  const placeOf = (name: string, part: 'key' | 'value'): Place =>
    settings.some(({ key }) => key === name) ? settingPlace(name) : source.placeOf([name], part);
  const validate = await compileSchema(checkedSchema, 'answers-file');
  const values = new Map(Object.entries(value));
  const { faults, omitted } = validate(value);
  const isFault = ({ pointer: [key], keyword }: Fault) =>
    !anyVersion ||
    key !== 'version' ||
    keyword !== 'pattern' ||
    !isWord.test(String(value.version));
  const diagnostics = withOmitted(
    faults.filter(isFault).map((fault) => faultToDiagnostic(fault, known, values, placeOf)),
    omitted,
  );
  // If a blueprint is named, the answers can be checked anyway, so that all faults are reported.
  if (typeof value.blueprint !== 'string') return { value: undefined, diagnostics };
  const answers = settings.filter(({ key }) => !isOwnKey(key));
  const file = { ...(value as unknown as AnswersFile), source, settings: answers };
  return { value: file, diagnostics };
}

/** The maps of a file that hold answers. */
export const answerMaps = ['answers', 'defaults'] as const;

/** The raw answers of one of the two maps, with the pointer to each. */
export function rawAnswers(
  file: AnswersFile,
  map: (typeof answerMaps)[number],
): { name: string; value: unknown; pointer: Pointer }[] {
  const whole = isMap(file.source.value) ? file.source.value[map] : undefined;
  return Object.entries(isMap(whole) ? whole : {}).map(([name, value]) => ({
    name,
    value,
    pointer: [map, name],
  }));
}
