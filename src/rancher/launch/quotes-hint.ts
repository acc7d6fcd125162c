import { resolveScalar } from '../../source/resolve-scalar.ts';
import type { Launch } from './launch.ts';

/** A plain scalar, or its part before a template action. */
const plain = /[^\s,[\]{}"'|>&*!#%@`]+/y;

/** How to write the value that the executor refuses as it is not text: `user: 1000`, `restart: no`. */
export function quotesHint({ error, at }: Pick<Launch, 'error' | 'at'>): string | undefined {
  if (!at || error?.includes('should be a string') !== true) return undefined;
  plain.lastIndex = at.offset;
  const word = plain.exec(at.file.text ?? '')?.[0];
  if (word === undefined || resolveScalar(word).type === 'str') return undefined;
  return `put the value in quotes: '${word}'`;
}
