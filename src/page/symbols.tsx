/** Paths of 16 × 16 drawings. */
const paths = {
  search:
    'M7 2a5 5 0 1 0 3.1 8.9l3.5 3.5 1-1-3.5-3.5A5 5 0 0 0 7 2Zm0 1.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z',
  down: 'M3 5.5 8 10.5l5-5-1-1-4 4-4-4Z',
  alert: 'M8 1 .5 14.5h15Zm-.8 5h1.6v4.5H7.2Zm0 5.7h1.6v1.5H7.2Z',
  copy: 'M5 1h9v10h-3v4H2V5h3Zm1.5 1.5v7h6v-7ZM5 6.5H3.5v7h6V11H5Z',
  check: 'M6.3 12.6 2 8.3l1.2-1.2 3.1 3.1 6.5-6.5L14 4.9Z',
  light:
    'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM7.2 0h1.6v3H7.2Zm0 13h1.6v3H7.2ZM0 7.2h3v1.6H0Zm13 0h3v1.6h-3ZM2 3.1 3.1 2l2.1 2.1-1.1 1.1Zm8.8 8.8 1.1-1.1L14 12.9 12.9 14ZM2 12.9l2.1-2.1 1.1 1.1L3.1 14Zm8.8-8.8L12.9 2 14 3.1l-2.1 2.1Z',
  dark: 'M6 1.3A6.9 6.9 0 1 0 14.7 10 5.8 5.8 0 0 1 6 1.3Z',
  auto: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.6Z',
  box: 'M8 .8 14.5 4v8L8 15.2 1.5 12V4Zm0 1.7L4 4.4l4 2 4-2Zm-5 3.3v5.3l4.2 2V7.9Zm10 0L8.8 7.9v5.2l4.2-2Z',
} as const;

/** The name of a drawing. */
export type SymbolName = keyof typeof paths;

/** A drawing in the color of the text around it, which readers of a screen pass over. */
export function Symbol({ name }: { readonly name: SymbolName }) {
  return (
    <svg class="symbol" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
