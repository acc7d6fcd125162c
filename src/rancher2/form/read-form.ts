import { anything, decodeYaml, map, type DecodeFault } from '../decode-yaml.ts';
import { questionsOf, type FormQuestion } from './form-question.ts';
import type { Values } from './value-path.ts';

/** A value of decoded YAML as JSON has it: maps as objects, numbers of any size as the dashboard reads them. */
function plain(value: unknown): unknown {
  if (value instanceof Map) {
    const entries = [...value].map(([key, each]): [string, unknown] => [String(key), plain(each)]);
    return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
  }
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'bigint' ? Number(value) : value;
}

/** A map of a YAML text; empty without a text. A fault if Rancher cannot decode it. */
export function readValues(
  text: string,
): { readonly value: Values; readonly fault?: undefined } | { readonly fault: DecodeFault } {
  const { value, fault } = decodeYaml(text, map(anything));
  return fault ? { fault } : { value: (plain(value ?? new Map()) as Values | null) ?? {} };
}

/** The questions of values that `readValues` read from questions.yaml. */
export const readQuestions = (values: Values): FormQuestion[] => questionsOf(values.questions);
