import { decodeYamlBytes } from '../source/yaml-bytes.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a file as go-yaml reads it, without a byte order mark; what it refuses is a fault of the YAML. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeYamlBytes(bytes);
  }
}
