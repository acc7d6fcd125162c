import { parseSource } from '../source/parse-source.ts';
import { isMap } from '../model/json.ts';

const line = /^([A-Za-z_][\w.-]*)=(.*)$/;

/** The value of a line of answers.txt, without its quotes; in single ones, Rancher writes a backslash twice. */
const unquoted = (text: string) =>
  text.replaceAll(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g,
    (_all, single?: string, double?: string, escaped?: string) =>
      single?.replaceAll('\\\\', '\\') ??
      double?.replaceAll(/\\(["\\$`!])/g, '$1') ??
      escaped ??
      '',
  );

/** The answers in YAML or JSON. Of numbers and booleans, the text counts. */
function yamlAnswers(text: string): Readonly<Record<string, string | null>> {
  const { value: source, diagnostics } = parseSource(text, 'answers');
  if (!source) throw new Error(diagnostics[0]?.message ?? 'This is not YAML.');
  const value = isMap(source.value) ? source.value : {};
  // The JSON of a stack, as the API of Rancher has it.
  const at = isMap(value.environment) ? ['environment'] : [];
  const answers = isMap(value.environment) ? value.environment : value;
  return Object.fromEntries(
    Object.entries(answers).map(([variable, answer]) => {
      if (typeof answer === 'object' && answer !== null) {
        throw new Error(
          `The answer of ${variable} is a map or a list; Rancher supports text only.`,
        );
      }
      return [variable, answer === null ? null : (source.scalarAt([...at, variable])?.text ?? '')];
    }),
  );
}

/**
 * The answers of a stack in a text: YAML or JSON of `variable: answer`, the JSON of a stack, or answers.txt. Throws
 * with a sentence for the reader.
 */
export function storedAnswers(text: string): Readonly<Record<string, string | null>> {
  const lines = text.split(/\r?\n/).filter((each) => each.trim() !== '');
  const pairs = lines.map((each) => line.exec(each));
  if (lines.length === 0 || pairs.includes(null)) return yamlAnswers(text);
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', unquoted(pair?.[2] ?? '')]));
}
