import schema from '../../schemas/lint-settings.schema.json' with { type: 'json' };
import type { Code } from '../diagnostics/codes.ts';
import type { Checked, Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import { compileSchema, type Fault } from '../json-schema/compile-schema.ts';
import { isMap } from '../model/json.ts';
import { parseSource } from '../source/parse-source.ts';
import type { Source } from '../source/source.ts';
import { pathPattern } from './path-pattern.ts';
import { ruleCodes, rulesNamed, type RuleCode } from './rule-list.ts';
import type { Ignore } from './silence.ts';

/** The name of the file, at the root of a catalog. */
export const settingsName = '.rancher-catalog.yml';

/** The settings of a catalog. */
export interface SettingsFile {
  readonly severities: ReadonlyMap<RuleCode, Severity | 'off'>;
  readonly ignores: readonly Ignore[];
  readonly maxRancherVersion: string | undefined;
  /** A number of hosts, or the path of a file of them below the root. */
  readonly hosts: number | string | undefined;
}

export const noSettings: SettingsFile = {
  severities: new Map(),
  ignores: [],
  maxRancherVersion: undefined,
  hosts: undefined,
};

/** The form of the file once it is valid. */
interface Raw {
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly ignore?: readonly { rule: string; path: string; reason: string }[];
  readonly 'max-rancher-version'?: string;
  readonly hosts?: number | string;
}

const words: Readonly<Record<string, readonly [Code, string]>> = {
  type: ['wrong-type', 'this value is of the wrong type'],
  enum: ['not-allowed', 'expected off, info, warning or error'],
  pattern: ['wrong-form', 'this does not have the expected form'],
  minimum: ['out-of-range', 'this is less than 1'],
  minLength: ['out-of-range', 'this is empty'],
  // Only hosts can be of two types.
  anyOf: [
    'wrong-form',
    'expected a number of hosts from 1 to 100000, or the path of a file of them',
  ],
};

function faultToDiagnostic({ pointer, keyword, key }: Fault, source: Source): Diagnostic {
  const at = source.placeOf(key === undefined ? pointer : [...pointer, key], 'key');
  const severity = 'error';
  if (keyword === 'propertyNames' || (keyword === 'enum' && pointer.at(-1) === 'rule')) {
    return {
      code: 'not-allowed',
      severity,
      message: `unknown rule: ${key ?? ''}`,
      at,
    };
  }
  if (keyword === 'additionalProperties') {
    const meant = nearest(key ?? '', Object.keys(schema.properties));
    const known = `known keys: ${Object.keys(schema.properties).join(', ')}`;
    const hint = meant === undefined ? known : `did you mean ${meant}?`;
    return { code: 'unknown-key', severity, message: `unknown key: ${key ?? ''}`, at, hint };
  }
  if (keyword === 'required') {
    return { code: 'missing-key', severity, message: `${key ?? ''} is missing`, at };
  }
  const [code, message] = words[keyword] ?? ['wrong-form', 'this is invalid'];
  return { code, severity, message, at: source.placeOf(pointer) };
}

function unknownRules(raw: Raw, source: Source): Diagnostic[] {
  const named = [
    ...Object.keys(raw.rules ?? {}).map((rule) => ({ rule, pointer: ['rules', rule] })),
    ...(raw.ignore ?? []).map(({ rule }, index) => ({ rule, pointer: ['ignore', index, 'rule'] })),
  ];
  return named
    .filter(({ rule }) => rulesNamed(rule).length === 0)
    .map(({ rule, pointer }) => {
      const meant = nearest(rule, ruleCodes);
      return {
        code: 'not-allowed',
        severity: 'error',
        message: `unknown rule: ${rule}`,
        at: source.placeOf(pointer, pointer[0] === 'rules' ? 'key' : 'value'),
        hint: meant === undefined ? 'lint --list prints all rules' : `did you mean ${meant}?`,
      };
    });
}

/** Reads the text of a settings file; all faults at once. */
export async function readSettingsFile(text: string, path: string): Promise<Checked<SettingsFile>> {
  const { value: source, diagnostics } = parseSource(text, path);
  if (!source || !isMap(source.value)) return { value: undefined, diagnostics };
  const validate = await compileSchema(schema, 'lint-settings');
  const { faults, omitted } = validate(source.value);
  if (faults.length > 0) {
    const found = faults.map((fault) => faultToDiagnostic(fault, source));
    return { value: undefined, diagnostics: withOmitted(found, omitted) };
  }
  const raw: Raw = source.value;
  const unknown = unknownRules(raw, source);
  if (unknown.length > 0) return { value: undefined, diagnostics: unknown };
  // A rule of its own name counts more than its group.
  const named = Object.entries(raw.rules ?? {}).sort(
    ([a], [b]) => rulesNamed(b).length - rulesNamed(a).length,
  );
  const severities = named.flatMap(([name, severity]) =>
    rulesNamed(name).map(({ code }) => [code, severity] as const),
  );
  const ignores = (raw.ignore ?? []).flatMap(({ rule: name, path: glob }) => {
    const matches = pathPattern(glob);
    return rulesNamed(name).map(({ code }): Ignore => ({ rule: code, matches }));
  });
  const { 'max-rancher-version': maxRancherVersion, hosts } = raw;
  const value = { severities: new Map(severities), ignores, maxRancherVersion, hosts };
  return { value, diagnostics: [] };
}
