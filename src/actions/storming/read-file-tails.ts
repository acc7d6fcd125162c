import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeSpec } from '../../cluster/sandbox/node-spec.ts';
import type { FileTails } from '../../cluster/storm/storm-rig.ts';

/** The last seconds of a server at full speed are a few hundred KiB. */
const tailBytes = 8 * 1024 * 1024;

function tailOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return tail;
  } finally {
    closeSync(file);
  }
}

const isAppendOnly = (name: string) => /\.incr\.aof$|^appendonly\.aof$/.test(name);

/** The ends of the append-only files in a data folder; none if it has no such file. */
function tailsIn(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isAppendOnly(entry.name))
    .map(({ path, name }) => tailOf(join(path, name)));
}

const word = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

/** Reads the ends of the append-only files of nodes that are not running. */
export function readFileTails(
  nodes: readonly NodeSpec[],
  folderOf: (node: NodeSpec) => string,
): FileTails {
  const tails = nodes.map((node) => ({ name: node.name, tails: tailsIn(folderOf(node)) }));
  return {
    holders(key, number) {
      const wanted = word(key) + word(String(number));
      return tails
        .filter((node) => node.tails.some((tail) => tail.includes(wanted, 0, 'latin1')))
        .map(({ name }) => name);
    },
  };
}
