import { join } from 'node:path';
import type { Checked } from '../diagnostics/diagnostic.ts';
import { faultOfPart } from './own-part.ts';
import { readText, type TextOptions } from './read-text.ts';

/** How a text of a blueprint is read. */
interface OwnTextOptions extends Pick<TextOptions, 'limit'> {
  /** What to do if it is missing. */
  readonly hint?: string;
}

/** The text of a file of a blueprint; `path` is relative to its folder. */
export function readOwnText(
  folder: string,
  path: string,
  { hint, ...options }: OwnTextOptions = {},
): Checked<string> {
  const fault = faultOfPart(folder, path);
  if (fault) return { value: undefined, diagnostics: [fault] };
  return readText(join(folder, path), hint, options);
}
