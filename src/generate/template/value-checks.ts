import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Meaning } from './meaning.ts';
import type { TemplateFaults } from './template-faults.ts';
import type { At } from './template-node.ts';

/** Whether a loop over such a value is possible. */
export function checkLoop(
  faults: TemplateFaults,
  kind: 'each' | 'words',
  meaning: Meaning,
  at: At,
): boolean {
  const name = meaning.spec?.name ?? 'this value';
  if (kind === 'words' ? meaning.type === 'text' : meaning.type === 'list') return true;
  if (kind === 'words') {
    faults.add('template-helper', at, `words needs a text, and ${name} is none`);
  } else if (meaning.isAskable) {
    const message = `each needs a list, and Rancher asks for ${name}, which is a single value`;
    faults.add(
      'template-asked',
      at,
      message,
      'declare it with "type": "array"; lists are never asked',
    );
  } else {
    faults.add('template-helper', at, `each needs a list, and ${name} is none`);
  }
  return false;
}

/** Whether an answer can be each of the texts that it is compared with. */
export function checkTexts(
  faults: TemplateFaults,
  { schema, spec }: Meaning,
  texts: readonly string[],
  at: At,
): boolean {
  const isBoolean = schema?.type === 'boolean';
  // Rancher's form has an empty first choice.
  const empty = spec?.required === false ? [''] : [];
  const options = Array.isArray(schema?.enum)
    ? [...new Set([...schema.enum.map(String), ...empty])]
    : undefined;
  const possible = isBoolean ? ['true', 'false'] : options;
  const wrong = possible && texts.find((text) => !possible.includes(text));
  if (wrong === undefined) return true;
  const name = spec?.name ?? 'this value';
  const meant = nearest(wrong, possible ?? []);
  faults.add(
    'template-helper',
    at,
    `${name} is never ${JSON.stringify(wrong)}; it can be ${listWords(possible ?? [], 'or')}`,
    meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`,
  );
  return false;
}
