import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isData, type NodeSpec } from '../../cluster/sandbox/node-spec.ts';
import type { LostWrite } from '../../cluster/storm/judge-round.ts';
import type { FinishedRound } from '../../cluster/storm/run-round.ts';
import { keepStates, newFolder } from '../drilling/keep-evidence.ts';
import type { SandboxStormRig } from './sandbox-storm-rig.ts';

/** For each lost write, the data nodes that do not have it. */
async function missingOf(rig: SandboxStormRig, lost: readonly LostWrite[]) {
  const nodes = rig.nodes().filter(isData);
  return Promise.all(
    rig.writers().map(async ({ name, key }) => {
      const mine = lost.filter(({ writer }) => writer === name);
      const numbers = mine.map(({ number }) => number);
      const missing = await Promise.all(
        nodes.map(async (node) => {
          const lacks = await rig.missing(node, key, numbers).catch(String);
          return [node.name, lacks] as const;
        }),
      );
      return { name, key, lost: mine, missing: Object.fromEntries(missing) };
    }),
  );
}

/**
 * Writes logs, configuration, offsets, events and the lost writes of a failed round to a new folder, while
 * its nodes still run. Returns the folder.
 */
export async function keepRound(
  rig: SandboxStormRig,
  { result, lost, fromMs }: FinishedRound,
  parent: string,
): Promise<string> {
  const folder = newFolder(parent, `round-${result.round}`);
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, undefined, 1)}\n`);
  const isOfRound = ({ atMs }: { readonly atMs: number }) => atMs >= fromMs;
  write('round.json', { fromMs, ...result });
  write('events.json', rig.events.filter(isOfRound));
  write('accepted-writes.json', rig.acceptedWrites().filter(isOfRound));
  write('missing.json', await missingOf(rig, lost));
  write(
    'errors.json',
    rig.writers().map(({ name, acks, errors }) => ({
      name,
      acknowledged: acks.length,
      errors: Object.fromEntries(errors),
    })),
  );
  const ask = async (node: NodeSpec, command: readonly string[]) => rig.ask(node, command);
  const { runtime, sandbox } = rig;
  await keepStates({ nodes: rig.nodes(), runtime, masterName: sandbox.masterName, ask }, folder);
  return folder;
}
