import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RigReply } from '../../../cluster/drills/rig.ts';
import { isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';

/** Configuration and state of a node are some KiB; data is not looked at. */
const largestFile = 256 * 1024;

const textOf = (reply: RigReply): string =>
  typeof reply === 'string' ? reply : reply.map(textOf).join(' ');

/** A pattern for addresses as whole words: 10.0.0.1, but not 10.0.0.10. */
const patternFor = (hosts: readonly string[]) =>
  new RegExp(`(?<![\\d.])(?:${hosts.join('|').replaceAll('.', '\\.')})(?!\\d|\\.\\d)`);

function filesIn(folder: string): string[] {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => {
    const stat = lstatSync(join(folder, name));
    return stat.isFile() && stat.size <= largestFile && !/\.(?:rdb|aof)$/.test(name);
  });
}

/** Where a node still names one of these hosts: in what it knows of others, or in a file of its data folder. */
export async function oldAddressesIn(
  node: NodeSpec,
  hosts: readonly string[],
  folder: string,
  ask: (command: readonly string[]) => Promise<RigReply>,
): Promise<string[]> {
  const pattern = patternFor(hosts);
  const master = node.env.master_name ?? 'mymaster';
  const commands = isSentinel(node)
    ? ['MASTER', 'REPLICAS', 'SENTINELS'].map((word) => ['SENTINEL', word, master])
    : [['INFO', 'replication']];
  const known = await Promise.all(
    commands.map(async (command) => {
      const text = textOf(await ask(command).catch(String));
      const [host] = pattern.exec(text) ?? [];
      return host === undefined ? [] : [`${command.join(' ')} names ${host}`];
    }),
  );
  const written = filesIn(folder).flatMap((name) => {
    const [host] = pattern.exec(readFileSync(join(folder, name), 'latin1')) ?? [];
    return host === undefined ? [] : [`${name} names ${host}`];
  });
  return [...known.flat(), ...written];
}
