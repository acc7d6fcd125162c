import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DrillResult } from '../../cluster/drills/drill-result.ts';
import { isData, isSentinel, isSharded, type NodeSpec } from '../../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { replyText } from '../../redis/fields.ts';
import type { Reply } from '../../redis/resp.ts';
import type { SandboxRig } from './rigs/sandbox-rig.ts';
import type { ShardRig } from './rigs/shard-rig.ts';
import { makeFolder } from '../../process/make-folder.ts';

/** Settings whose value is a password; the value is replaced. */
const secrets =
  /^(requirepass|masterauth|user|sentinel (?:auth-pass|auth-user|sentinel-pass)) .*$/gm;

const print = (reply: Reply | undefined): string =>
  Array.isArray(reply)
    ? (reply as readonly Reply[]).map(print).join('\n')
    : replyText(reply).replaceAll('\r\n', '\n');

/** Commands for the state of a node, and what it knows of the others. */
const questions = (node: NodeSpec, masterName: string): readonly (readonly string[])[] =>
  isSentinel(node)
    ? ['MASTER', 'REPLICAS', 'SENTINELS'].map((part) => ['SENTINEL', part, masterName])
    : [
        ['INFO'],
        ['ROLE'],
        ...(isSharded([node])
          ? [
              ['CLUSTER', 'NODES'],
              ['CLUSTER', 'INFO'],
            ]
          : []),
      ];

/** Nodes that can still be asked. */
export interface States {
  readonly nodes: readonly NodeSpec[];
  readonly runtime: Pick<Runtime, 'log' | 'folderOf'>;
  readonly masterName: string;
  readonly ask: (node: NodeSpec, command: readonly string[]) => Promise<Reply | undefined>;
}

async function answersOf({ masterName, ask }: States, node: NodeSpec): Promise<string> {
  const texts: string[] = [];
  for (const command of questions(node, masterName)) {
    const reply = await ask(node, command).catch(String);
    texts.push(`# ${command.join(' ')}\n${print(reply)}\n`);
  }
  return texts.join('\n');
}

/** The configuration files in a data folder, without passwords. */
function copySettings(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const file of readdirSync(from).filter((each) => each.includes('.conf'))) {
    const text = readFileSync(join(from, file), 'utf8').replace(secrets, '$1 ***');
    writeFileSync(`${to}.${file}`, text);
  }
}

/** Writes the log, the configuration and the offsets of each node into a folder, without passwords. */
export async function keepStates(states: States, folder: string): Promise<void> {
  makeFolder(folder);
  for (const node of states.nodes) {
    const to = join(folder, node.name);
    writeFileSync(`${to}.log`, states.runtime.log(node));
    writeFileSync(`${to}.info`, await answersOf(states, node));
    copySettings(states.runtime.folderOf(node), to);
  }
}

/** Acknowledged writes of each writer, and those that are missing on each data node. */
async function writersOf(rig: SandboxRig | ShardRig) {
  const nodes = rig.nodes().filter(isData);
  return Promise.all(
    rig.record().writers.map(async ({ name, key, acks, errors }) => {
      const numbers = acks.map(({ number }) => number);
      const missing = await Promise.all(
        nodes.map(async (node) => {
          const lacks = await rig.missing(node, key, numbers).catch(String);
          return [node.name, lacks] as const;
        }),
      );
      return { name, key, missing: Object.fromEntries(missing), errors: [...errors], acks };
    }),
  );
}

/** Creates a folder with a name that does not exist yet; a repeated drill has one per run. */
export function newFolder(parent: string, name: string): string {
  for (let run = 1; ; run += 1) {
    const folder = join(parent, run === 1 ? name : `${name}-${run}`);
    if (lstatSync(folder, { throwIfNoEntry: false })) continue;
    makeFolder(parent);
    mkdirSync(folder);
    return folder;
  }
}

/**
 * Writes logs, configuration, offsets, events and every acknowledged write of a failed drill to a new
 * folder in `parent`, while its nodes still exist. Returns the folder.
 */
export async function keepEvidence(
  rig: SandboxRig | ShardRig,
  { trace, ...result }: DrillResult,
  parent: string,
): Promise<string> {
  const folder = newFolder(parent, result.name);
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, undefined, 1)}\n`);
  const { marks, events, masters, record } = trace;
  const { acceptedWrites, masterClaims, staleReads } = record;
  write('result.json', { ...result, marks, masters });
  write('events.json', events);
  write('writers.json', await writersOf(rig).catch(String));
  write('moments.json', { acceptedWrites, masterClaims, staleReads });
  const { runtime, sandbox } = rig;
  const ask = async (node: NodeSpec, command: readonly string[]) => rig.ask(node, command);
  await keepStates({ nodes: rig.nodes(), runtime, masterName: sandbox.masterName, ask }, folder);
  return folder;
}

/** Removes what was kept of runs that do not count. */
export function dropEvidence(folders: readonly string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
