import type { Checked, Place } from '../diagnostics/diagnostic.ts';

/** One `--set KEY=VALUE` of the command line. */
export interface Setting {
  readonly key: string;
  readonly text: string;
}

/** The place of a setting in messages. */
export function settingPlace(key: string): Place {
  return { file: `--set ${key}` };
}

/** `KEY=VALUE` texts → settings; the last of one key wins. */
export function parseSettings(texts: readonly string[]): Checked<Setting[]> {
  const settings = new Map<string, Setting>();
  for (const text of texts) {
    const split = text.indexOf('=');
    if (split < 1) {
      // The text is not shown: without its key it can be a password.
      return {
        value: undefined,
        diagnostics: [
          {
            code: 'usage',
            severity: 'error',
            message: '--set takes KEY=VALUE',
            hint: 'for example: --set replicas=3',
          },
        ],
      };
    }
    const key = text.slice(0, split);
    settings.set(key, { key, text: text.slice(split + 1) });
  }
  return { value: [...settings.values()], diagnostics: [] };
}
