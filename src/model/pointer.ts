/** The way from the root of a value to a part of it: keys and list indexes. */
export type Pointer = readonly (string | number)[];

/** The way as a JSON pointer (RFC 6901): `/services/redis-master/image`. */
export function formatPointer(pointer: Pointer): string {
  return pointer
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** The reverse of formatPointer; every step is text. */
export function parsePointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
