import {
  catalogError,
  CatalogError,
  type Checked,
  type Place,
} from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { readStack, type PlaceOf } from '../../chart/migration/read-stack.ts';
import type { Stack } from '../../chart/migration/stack.ts';
import { shownPath } from '../../files/read-text.ts';
import { readTextOrInput } from '../../files/read-text-or-input.ts';
import { getJson } from '../../http/get-json.ts';
import { isMap } from '../../model/json.ts';
import { formatPointer } from '../../model/pointer.ts';
import { parseSource } from '../../source/parse-source.ts';
import { placeAt } from '../../source/place-at.ts';

/** Where a stack is read from: one of the two. */
export interface StackSource {
  /** A file with what the API gives; `-` is standard input. */
  readonly file: string | undefined;
  /** The URL of the stack in the API of Rancher 1.6. */
  readonly api: string | undefined;
  readonly signal: AbortSignal;
}

/** A stack that was read, and where its parts are. */
export interface StackRead extends Checked<Stack> {
  readonly placeOf: PlaceOf;
}

/** The variables of Rancher's own examples for its API. */
const [accessVariable, secretVariable] = ['CATTLE_ACCESS_KEY', 'CATTLE_SECRET_KEY'];

const apiForm = 'a stack in the API, such as https://rancher/v2-beta/projects/1a5/stacks/1st7';

function keyOfEnvironment() {
  const access = process.env[accessVariable] ?? '';
  const secret = process.env[secretVariable] ?? '';
  if (access === '' && secret === '') return undefined;
  if (access !== '' && secret !== '') return { access, secret };
  const missing = access === '' ? accessVariable : secretVariable;
  throw usageError(`${missing} is not set`, 'set both variables to the two parts of an API key');
}

function apiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw usageError(`--api is not an http(s) URL`, `pass the URL of ${apiForm}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError(
      '--api includes a user or a key, which other users can list with ps',
      `set ${accessVariable} and ${secretVariable}, and pass the URL without them`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** The stack with its services: their scales are not part of a stack. */
async function fetchStack(api: string, signal: AbortSignal): Promise<unknown> {
  const url = apiUrl(api);
  const request = { key: keyOfEnvironment(), expected: apiForm, signal };
  const stack = await getJson({ ...request, url });
  if (!isMap(stack) || !['stack', 'environment'].includes(String(stack.type))) return stack;
  // Not the link of the answer, which could lead to another host.
  return { ...stack, services: await getJson({ ...request, url: `${url}/services?limit=-1` }) };
}

/** Where a text stops being JSON. Messages of Node quote the text, which can have passwords. */
function syntaxPlace(error: unknown, path: string, text: string): Place {
  const [, offset] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
  return placeAt(path, text, Number(offset ?? text.trimEnd().length));
}

async function readFile(path: string, signal: AbortSignal): Promise<StackRead> {
  const hint = 'pass a file with the stack as the API gives it, or --api URL';
  const { value: text, diagnostics } = await readTextOrInput(path, signal, hint);
  signal.throwIfAborted();
  if (text === undefined) throw new CatalogError(diagnostics);
  const shown = shownPath(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = syntaxPlace(error, shown, text);
    throw catalogError('stack-invalid', 'this is not JSON', hint, at);
  }
  // The API answers in one line, which can be too long to find places in.
  const source = parseSource(text, shown).value;
  const placeOf: PlaceOf = (pointer) =>
    source?.placeOf(pointer) ?? { file: shown, pointer: formatPointer(pointer) };
  return { ...readStack(value, placeOf), placeOf };
}

/** Reads a stack from a file or from the API. */
export async function readStackSource({ file, api, signal }: StackSource): Promise<StackRead> {
  if (file !== undefined && api !== undefined) {
    throw usageError('a file and --api do not go together', 'pass one of them');
  }
  if (file !== undefined) return readFile(file, signal);
  if (api === undefined) {
    throw usageError(
      'missing argument: [stack], a file, or --api URL',
      `the URL is that of ${apiForm}`,
    );
  }
  const value = await fetchStack(api, signal);
  const placeOf: PlaceOf = (pointer) => ({ file: apiUrl(api), pointer: formatPointer(pointer) });
  return { ...readStack(value, placeOf), placeOf };
}
