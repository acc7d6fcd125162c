import { createHash } from 'node:crypto';

/** The SHA-256 of texts and bytes, in hex; each part's length counts, so that parts cannot flow together. */
export function digestOf(parts: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
