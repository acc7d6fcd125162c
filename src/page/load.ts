/** The text of a file of the preview. Throws with a sentence for the reader. */
export async function loadText(path: string): Promise<string> {
  let response;
  try {
    response = await fetch(path, { cache: 'no-cache' });
  } catch {
    throw new Error('The preview has ended: start it again, and this page continues.');
  }
  if (!response.ok) throw new Error(`${path} is not there any more (status ${response.status}).`);
  return response.text();
}

/** The content of a file of the preview, which this program wrote. */
export async function loadJson<T>(path: string): Promise<T> {
  return JSON.parse(await loadText(path)) as T;
}

/** The sentence of what was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
