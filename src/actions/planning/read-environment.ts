import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { readTextOrInput } from '../../files/read-text-or-input.ts';
import { shownPath } from '../../files/read-text.ts';
import { equalHosts, mostHosts, type Environment } from '../../plan/environment.ts';
import { readHostsFile } from '../../plan/read-hosts-file.ts';

/** An environment as it was read, with the text of its file for the frames of messages. */
export interface ReadEnvironment extends Checked<Environment> {
  readonly texts: ReadonlyMap<string, string>;
}

/** Of a file that is too large, how it can be smaller. */
const withCount = (fault: Diagnostic): Diagnostic =>
  fault.code === 'file-too-large'
    ? {
        ...fault,
        hint: 'write equal hosts once, with a count: {name: worker, count: 1000}; more that differ can be JSON, up to 1 MiB',
      }
    : fault;

/** The hosts of `--hosts`: a number of equal ones, or a file. Throws if the number is out of range. */
export async function readEnvironment(
  hosts: string,
  signal: AbortSignal,
): Promise<ReadEnvironment> {
  if (/^[+-]?\d/.test(hosts) && Number.isFinite(Number(hosts))) {
    const count = /^\d+$/.test(hosts) ? Number(hosts) : 0;
    if (count >= 1 && count <= mostHosts) {
      return { value: equalHosts(count), diagnostics: [], texts: new Map() };
    }
    throw usageError(
      `--hosts requires a whole number from 1 to ${mostHosts}, or the path of a file`,
      'a file with such a name needs a directory before it: ./3',
    );
  }
  const hint = 'pass a number of hosts, or a file of them: docs/placement.md shows one';
  const { value: text, diagnostics } = await readTextOrInput(hosts, signal, hint);
  signal.throwIfAborted();
  if (text === undefined) {
    return { value: undefined, diagnostics: diagnostics.map(withCount), texts: new Map() };
  }
  const path = shownPath(hosts);
  const read = await readHostsFile(text, path);
  return {
    value: read.value,
    diagnostics: read.diagnostics.map(withCount),
    texts: new Map([[path, text]]),
  };
}
