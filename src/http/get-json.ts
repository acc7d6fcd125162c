import { catalogError, type CatalogError } from '../diagnostics/diagnostic.ts';

/** A request to an API that answers with JSON. */
export interface ApiRequest {
  readonly url: string;
  /** Sent to the host of the URL only. @default none */
  readonly key?: { readonly access: string; readonly secret: string } | undefined;
  /** What the URL should lead to, for hints. */
  readonly expected: string;
  readonly signal: AbortSignal;
}

/** From the request to the last byte of the answer. */
const longestMs = 10_000;

/** Bytes of an answer; a stack has some 50 KiB. */
const largestAnswer = 4 * 1024 * 1024;

/** Why no answer came, of what Node reports. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const { code, message } = (cause ?? error) as { code?: unknown; message?: unknown };
  return [code, message].filter((part) => typeof part === 'string' && part !== '').join(': ');
}

const failed = ({ url }: ApiRequest, message: string, hint: string): CatalogError =>
  catalogError('api-failed', message, hint, { file: url });

function assertAnswered(request: ApiRequest, { status, headers }: Response): void {
  const { url, key, expected } = request;
  if (status === 200) return;
  if (status === 401 || status === 403) {
    throw catalogError(
      'api-denied',
      key
        ? `the API does not accept the key (status ${status})`
        : `the API demands a key (status ${status})`,
      'set CATTLE_ACCESS_KEY and CATTLE_SECRET_KEY to an API key of the environment of the stack',
      { file: url },
    );
  }
  if (status >= 300 && status < 400) {
    const to = headers.get('location') ?? 'another address';
    const target = URL.canParse(to, url) ? new URL(to, url).origin : 'another address';
    throw failed(
      request,
      `the server redirects to ${target}, to which the key is not sent (status ${status})`,
      'pass the URL of the API itself, if you trust this server',
    );
  }
  const hint = status === 404 ? `pass the URL of ${expected}` : 'try again when the server works';
  throw failed(request, `the server answers with the status ${status}`, hint);
}

/** The bytes of an answer, at most so many. */
async function bytesOf(request: ApiRequest, { body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of body ?? []) {
    const bytes = chunk as Uint8Array;
    total += bytes.length;
    if (total > largestAnswer) {
      const most = largestAnswer / 1024 / 1024;
      throw failed(
        request,
        `the answer is larger than ${most} MiB`,
        `pass the URL of ${request.expected}`,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function jsonOf(request: ApiRequest, bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    const what = /^\s*</.test(text) ? 'HTML' : 'not JSON';
    throw failed(request, `the answer is ${what}`, `pass the URL of ${request.expected}`);
  }
}

async function answerOf(request: ApiRequest, signal: AbortSignal): Promise<unknown> {
  const { url, key } = request;
  const login = key && Buffer.from(`${key.access}:${key.secret}`).toString('base64');
  const response = await fetch(url, {
    headers: {
      accept: 'application/json',
      ...(login === undefined ? {} : { authorization: `Basic ${login}` }),
    },
    redirect: 'manual',
    signal,
  });
  try {
    assertAnswered(request, response);
    return jsonOf(request, await bytesOf(request, response));
  } finally {
    if (!response.bodyUsed) await response.body?.cancel();
  }
}

/** Asks an API. Throws if it does not answer with JSON in time; redirects are not followed. */
export async function getJson(request: ApiRequest): Promise<unknown> {
  const time = AbortSignal.timeout(longestMs);
  try {
    return await answerOf(request, AbortSignal.any([time, request.signal]));
  } catch (error) {
    request.signal.throwIfAborted();
    if (time.aborted) {
      const message = `the server did not answer within ${longestMs / 1000} s`;
      throw failed(request, message, 'check the URL, and that the server can be reached');
    }
    if (error instanceof TypeError) {
      const message = `the server cannot be reached: ${reasonOf(error)}`;
      throw failed(request, message, 'check the URL, and that the server can be reached');
    }
    throw error;
  }
}
