import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source } from './source.ts';

// Plain words and numbers that YAML 1.1, as go-yaml v2 reads it, resolves otherwise than YAML 1.2.
const otherIn11 =
  /^(?:y|n|yes|no|on|off|[-+]?0[0-7]+|[-+]?0o[0-7]+|[-+]?0b[01_]+|[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?|<<|=)$/i;

/** Whether a plain scalar of this text is another value to Rancher than to YAML 1.2. */
export const isOtherIn11 = (text: string): boolean => otherIn11.test(text);

/** The plain scalars, keys too, that Rancher would read as another value than is written. */
export function changesInYaml11(source: Source): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  source.eachPlain((text, place) => {
    if (isOtherIn11(text)) {
      diagnostics.push({
        code: 'output-text',
        severity: 'error',
        message: `${text} without quotes is another value in the YAML 1.1 that Rancher reads`,
        at: place(),
        hint: `write "${text}"`,
      });
    }
  });
  return diagnostics;
}
