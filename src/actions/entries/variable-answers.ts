import { parseSettings, type Setting } from '../../answers/setting.ts';
import { catalogError, CatalogError } from '../../diagnostics/diagnostic.ts';
import { shownPath } from '../../files/read-text.ts';
import { readTextOrInput } from '../../files/read-text-or-input.ts';
import { isMap } from '../../model/json.ts';
import { parseSource } from '../../source/parse-source.ts';
import type { Source } from '../../source/source.ts';

/** A file of `variable: answer`, whose value is a map; undefined if it is empty. Throws if it is not one, also for an
 * answers file of `generate`. */
export async function readVariables(
  path: string,
  signal: AbortSignal,
): Promise<Source | undefined> {
  const { value: text, diagnostics } = await readTextOrInput(
    path,
    signal,
    'pass a file of VARIABLE: ANSWER; without --answers, defaults are used',
  );
  signal.throwIfAborted();
  if (text === undefined) throw new CatalogError(diagnostics);
  if (text.trim() === '') return undefined;
  const { value: source, diagnostics: faults } = parseSource(text, shownPath(path));
  if (!source || !isMap(source.value)) throw new CatalogError(faults);
  const { blueprint, answers } = source.value;
  if (typeof blueprint === 'string' && isMap(answers)) {
    throw catalogError(
      'wrong-type',
      'this is an answers file of generate; expected a file of VARIABLE: ANSWER',
      'write one line for each question of the template or chart, such as replicas: 3',
      source.placeOf(['answers'], 'key'),
    );
  }
  return source;
}

/** What `--set` gives. Throws if a text is not KEY=VALUE. */
export function settingsOf(texts: readonly string[]): readonly Setting[] {
  const { value, diagnostics } = parseSettings(texts);
  if (!value) throw new CatalogError(diagnostics);
  return value;
}
