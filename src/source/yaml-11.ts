import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source } from './source.ts';

// Plain words and numbers that go-yaml v2 (YAML 1.1) resolves differently from YAML 1.2.
const otherIn11 =
  /^(?:y|n|yes|no|on|off|[-+]?0[0-7]+|[-+]?0o[0-7]+|[-+]?0b[01_]+|[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?|<<|=)$/i;

/** Whether Rancher reads a plain scalar with this text as another value than YAML 1.2 does. */
export const isOtherIn11 = (text: string): boolean => otherIn11.test(text);

/** The plain scalars, including keys, that Rancher reads as another value than written. */
export function changesInYaml11(source: Source): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  source.eachPlain((text, place) => {
    if (isOtherIn11(text)) {
      diagnostics.push({
        code: 'output-text',
        severity: 'error',
        message: `without quotes, ${text} is another value in YAML 1.1, which Rancher reads`,
        at: place(),
        hint: `write "${text}"`,
      });
    }
  });
  return diagnostics;
}
