// The recipes of docs/clients.md, run as they are on the page while the master is killed, killed and
// restarted, and stopped. CLIENT_ROUNDS repeats the second fault and prints each measurement.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { longestGap } from '../../src/cluster/drills/measure.ts';
import { timed } from '../support/timed.ts';
import type { Probe } from './support/probe.ts';
import { interpreterOf, recipes } from './support/recipe.ts';
import { RecipeWriter, type Kind } from './support/recipe-writer.ts';
import type { Node, Sandbox } from './support/sandbox.ts';
import { failedOver, started, until, whole } from './support/waits.ts';

const passwords = { redis_password: `% &/#@"'\\$; x`, sentinel_password: `s"'\\ #%$;&/@` };
/** How much later than the bare protocol a client may write again, in ms. */
const behindMs = 300;
const { CLIENT_ROUNDS: rounds = '' } = process.env;

type Fault = 'killed' | 'killed and back' | 'stopped';
const faults: readonly Fault[] = [
  'killed',
  ...Array.from({ length: Number(rounds) || 1 }, () => 'killed and back' as const),
  'stopped',
];
const kills = faults.filter((fault) => fault !== 'stopped').length;

type Measured = Readonly<Record<string, number>>;

/** The writes of one kind with one recipe. */
interface Series {
  readonly name: string;
  readonly writer: RecipeWriter;
  readonly kind: Kind;
}

const seriesOf = (writers: readonly RecipeWriter[]): Series[] =>
  writers.flatMap((writer) =>
    writer.kinds.map((kind) => ({ name: `${writer.name} ${kind}`, writer, kind })),
  );

const lastMs = ({ writer, kind }: Series) => writer.acks(kind).at(-1)?.atMs ?? 0;

/** Waits until all series have a write that was acknowledged after now. */
async function allWrite(series: readonly Series[]): Promise<void> {
  const sinceMs = Date.now();
  const late = () => series.filter((each) => lastMs(each) <= sinceMs);
  await until('writes of all clients', () => late().length === 0).catch(() => {
    const lines = late().map(({ name, writer }) => `${name}: ${writer.errors.slice(-500)}`);
    throw new Error(`no writes of\n${lines.join('\n')}`);
  });
}

/** What happens to the master; it runs again afterwards. */
async function inject(cluster: Sandbox, master: Node, fault: Fault): Promise<void> {
  if (fault === 'stopped') await cluster.stop(master);
  else await cluster.kill(master);
  if (fault === 'killed and back') await sleep(1000 + Math.random() * 500);
  else await failedOver(cluster, master);
  await cluster.start(master);
}

/** How much longer than the probe each series paused, in ms. */
async function behindProbe(
  cluster: Sandbox,
  probe: Probe,
  series: readonly Series[],
  fault: Fault,
): Promise<Measured> {
  const master = await whole(cluster);
  await probe.steady();
  await allWrite(series);
  const probeFrom = probe.mark();
  const fromMs = Date.now();
  await inject(cluster, master, fault);
  await whole(cluster);
  await probe.steady();
  await allWrite(series);
  const outageMs = probe.longestGapMs(probeFrom);
  const gaps = series.map((each): [string, number] => {
    const span = { fromMs, toMs: lastMs(each) };
    return [each.name, longestGap(each.writer.acks(each.kind), span).ms - outageMs];
  });
  if (rounds) {
    const shown = gaps.map(([name, ms]) => `${name} ${Math.round(ms)}`);
    console.log(`${fault}: probe ${Math.round(outageMs)}, ${shown.join(', ')}`);
  }
  return Object.fromEntries(gaps);
}

/** The series that lack more writes than they may: a confirmed one none, a plain one what Redis can lose in a kill. */
async function tooManyLost(cluster: Sandbox, series: readonly Series[]): Promise<string[]> {
  const { at } = cluster.server(await whole(cluster));
  const broken: string[] = [];
  for (const { name, writer, kind } of series) {
    const lost = await writer.lost(kind, at);
    if (rounds) console.log(`${name}: ${writer.acks(kind).length} writes, lost ${lost.join()}`);
    if (lost.length > (kind === 'confirmed' ? 0 : kills)) broken.push(`${name}: ${lost.join()}`);
  }
  return broken;
}

/** The longest time that each series was behind, and what it lost. */
async function measure(): Promise<{ readonly behind: Measured; readonly lost: readonly string[] }> {
  const [cluster] = await started({ env: passwords });
  const probe = cluster.probe();
  const writers = recipes.map((recipe) => new RecipeWriter(recipe, cluster.target()));
  const stop = async () => Promise.all(writers.map(async (writer) => writer.stop()));
  try {
    const series = seriesOf(writers);
    const all: Measured[] = [];
    for (const fault of faults) all.push(await behindProbe(cluster, probe, series, fault));
    await stop();
    await probe.stop();
    const lost = await tooManyLost(cluster, series);
    const worst = (name: string) => Math.max(...all.map((measured) => measured[name] ?? Infinity));
    return { behind: Object.fromEntries(series.map(({ name }) => [name, worst(name)])), lost };
  } finally {
    await stop();
    await cluster.destroy();
  }
}

const absent = recipes.filter(({ language }) => interpreterOf(language) === undefined);
const reason =
  absent.length > 0 ? ` (not installed: ${absent.map(({ name }) => name).join()})` : '';

test.skipIf(absent.length > 0)(
  `the documented clients write again as soon as the bare protocol${reason}`,
  async () => {
    const names = recipes.flatMap(({ name, confirmed }) =>
      confirmed === undefined ? [`${name} plain`] : [`${name} plain`, `${name} confirmed`],
    );
    const bounds = Object.fromEntries(names.map((name) => [name, behindMs]));
    await timed(bounds, async () => {
      const { behind, lost } = await measure();
      expect(lost).toEqual([]);
      return behind;
    });
  },
);
