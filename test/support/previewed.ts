import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { noPaint } from '../../src/diagnostics/format-diagnostic.ts';
import type { Io } from '../../src/terminal/io.ts';

/** What `preview` prints once it runs. */
interface Started {
  readonly url: string;
  /** Whether a browser was opened. */
  readonly opened: boolean;
}

/** A preview that runs in this process. */
export interface Previewed extends Started {
  /** Ctrl-C. */
  readonly end: () => Promise<{ readonly code: number; readonly stderr: string }>;
}

/** Starts `preview` with these words, in which paths are absolute; it ends with the test. */
export const startPreview = (...argv: string[]): Promise<Previewed> => startOn(false, argv);

/** The same on a terminal. */
export const startOnTerminal = (...argv: string[]): Promise<Previewed> => startOn(true, argv);

async function startOn(isTerminal: boolean, argv: readonly string[]): Promise<Previewed> {
  const interrupt = new AbortController();
  let stderr = '';
  const { promise, resolve, reject } = withResolvers<Started>();
  const io: Io = {
    out: (text) => resolve(JSON.parse(text) as Started),
    err: (text) => {
      stderr += text;
    },
    paint: { out: noPaint, err: noPaint },
    width: 100,
    isTerminal,
    showsProgress: false,
    signal: interrupt.signal,
  };
  const ran = main(['preview', '--json', ...argv], io);
  ran.then((code) => reject(new Error(`exit code ${code}: ${stderr}`)), reject);
  const end = async () => {
    interrupt.abort();
    return { code: await ran, stderr };
  };
  onTestFinished(async () => void (await end()));
  return { ...(await promise), end };
}

function withResolvers<T>() {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [() => {}, () => {}];
  const promise = new Promise<T>((onValue, onError) => {
    [resolve, reject] = [onValue, onError];
  });
  return { promise, resolve, reject };
}

/** An answer to a request that a browser would not send. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends a request with these headers, for a path that is sent as it is. */
export function sendRaw(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The content of a file of a preview. */
export async function previewJson<T>(url: string, name: string): Promise<T> {
  const response = await fetch(new URL(name, url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()) as T;
}
