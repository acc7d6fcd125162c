const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes of a text in UTF-8. */
export const utf8Bytes = (text: string): Uint8Array => encoder.encode(text);

/** The text of bytes in UTF-8; U+FFFD for bytes that are not, and a byte order mark is kept. */
export const utf8Text = (bytes: Uint8Array): string => decoder.decode(bytes);
