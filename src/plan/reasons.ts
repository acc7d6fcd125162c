import { listWords } from '../diagnostics/list-words.ts';
import type { Analysis } from './analyse.ts';
import { isUnplaceable, type ServiceFinding } from './findings.ts';
import { minimalCause } from './minimal-cause.ts';
import type { Proof } from './proofs.ts';
import { hostsFor } from './problem.ts';
import { Refusals } from './refusals.ts';
import { Search, type HostCounts } from './search.ts';
import type { PlacementReason } from './stack-plan.ts';
import type { UsualPlacement } from './usual.ts';

const retried =
  'activating: containers that are placed run, and Rancher retries the others forever, first after 2 s, later every 120 s';
const notStarted = 'created, inactive, without containers and without an error';

/** The service that a service waits for, and that keeps it from being started. */
function blocker(
  { waits }: Analysis,
  finding: ServiceFinding,
  all: readonly ServiceFinding[],
): ServiceFinding | undefined {
  const names = waits.get(finding.name);
  const others = all.filter(({ name }) => name !== finding.name && names?.has(name));
  return (
    others.find(isUnplaceable) ??
    (finding.outcome === 'never'
      ? undefined
      : others.find(({ outcome, wanted }) => outcome !== 'always' && wanted > 0))
  );
}

/** The volume of a class that is on a host already, and whose containers made it. */
function volumeInUse({ problem, contents }: Analysis, at: number, hosts: HostCounts) {
  const { classes, volumes } = problem;
  for (const volume of classes[at]?.volumes ?? []) {
    const users = hosts.flatMap(([id]) =>
      contents.get(id).counts.flatMap((count, other) => {
        const user = classes[other];
        return count > 0 && user?.volumes.includes(volume) === true ? [user.unit.name] : [];
      }),
    );
    if (users.length > 0) return { name: volumes[volume] ?? '', users: [...new Set(users)] };
  }
  return undefined;
}

/** In an order that goes wrong: what is on the hosts that the service could have. */
function orderWords(analysis: Analysis, { facts, classes, name }: ServiceFinding): string {
  const { problem, contents } = analysis;
  for (const { hosts, placed } of facts.meter.unfinished) {
    const at = classes.find((each) => (placed[each] ?? 0) < (problem.classes[each]?.wanted ?? 0));
    if (at === undefined) continue;
    const volume = volumeInUse(analysis, at, hosts);
    if (volume) {
      return `it depends on the order: if ${listWords(volume.users)} ${volume.users.length === 1 ? 'is' : 'are'} placed first, the volume ${volume.name} (local) is on that host, and ${name} cannot run there`;
    }
    const first = new Set<string>();
    for (const [id] of hosts) {
      const { type, counts } = contents.get(id);
      if (problem.types[type]?.misfits[at] !== undefined) continue;
      for (const [other, count] of counts.entries()) {
        const service = problem.classes[other]?.unit.name;
        if (count > 0 && service !== undefined) first.add(service);
      }
    }
    const others = [...first].filter((each) => each !== name);
    const hostCount = hostsFor(problem, at);
    const where = hostCount === 1 ? 'the only host' : `the ${hostCount} hosts`;
    return others.length === 0
      ? 'it depends on the order in which its own containers are placed'
      : `it depends on the order: if ${listWords(others)} ${others.length === 1 ? 'is' : 'are'} placed first on ${where} that ${name} can use, no host is left for it`;
  }
  return 'it depends on the order of placement';
}

/** The texts of errors that Rancher can show, the usual one first. */
function texts(analysis: Analysis, finding: ServiceFinding, usual: UsualPlacement | undefined) {
  const { problem, contents } = analysis;
  const { meter, classes } = finding.facts;
  const search = new Search(problem, contents, { classes, order: 'any', limit: 0 });
  const refusals = new Refusals(problem);
  for (const state of meter.unfinished) refusals.add(search, state, finding.classes);
  const all = new Set([...(usual?.refusals.of(finding.name) ?? []), ...refusals.of(finding.name)]);
  return [...all];
}

/** Limits that no order of placement meets together. */
export const togetherWords = (names: readonly string[], causes: readonly string[]): string =>
  causes.length > 0
    ? `no order of placement meets together: ${causes.join('; ')}`
    : `no order of placement meets all rules of ${listWords(names)}`;

function proofOf(
  analysis: Analysis,
  finding: ServiceFinding,
  together: (Proof & { services: string[] }) | undefined,
): Proof {
  const { outcome, proof, facts, name } = finding;
  if (proof) return proof;
  if (together?.services.includes(name)) return together;
  if (outcome === 'never') {
    const names = new Set(facts.meter.services.keys());
    const causes = minimalCause(analysis.problem, names, ({ components }) =>
      components.some(
        ({ isComplete, meter }) => isComplete && meter.services.get(name)?.isEverFull === false,
      ),
    );
    return { kind: 'combination', words: togetherWords([...names], causes) };
  }
  if (outcome === 'can') return { kind: 'order', words: orderWords(analysis, finding) };
  return { kind: 'combination', words: 'not decided: the search ended at its limit' };
}

/** Why not all containers of a service get a host, or might not. */
export function reasonOf(
  analysis: Analysis,
  finding: ServiceFinding,
  all: readonly ServiceFinding[],
  context: {
    readonly usual: UsualPlacement | undefined;
    readonly together: (Proof & { services: string[] }) | undefined;
  },
): PlacementReason | undefined {
  if (finding.outcome === 'always') return undefined;
  const other =
    finding.proof && finding.outcome !== 'never' ? undefined : blocker(analysis, finding, all);
  const none = { rancherText: '', otherTexts: [] };
  if (other) {
    const how = other.outcome === 'never' ? 'never gets' : 'might not get';
    const words = `it waits for ${other.name}, which ${how} all of its containers`;
    if (other.outcome === 'never') {
      return { kind: 'depends-on', words, ...none, looks: notStarted };
    }
    const [rancherText = '', ...otherTexts] = texts(analysis, finding, context.usual);
    return { kind: 'depends-on', words, rancherText, otherTexts, looks: notStarted };
  }
  const { kind, words } = proofOf(analysis, finding, context.together);
  const { types, classes } = analysis.problem;
  if (types.length === 0) {
    return { kind, words, ...none, looks: 'Rancher skips the service without an error' };
  }
  if (finding.classes.some((at) => classes[at]?.unit.isGlobal)) {
    const looks = finding.wanted === 0 ? 'active, without containers' : retried;
    return { kind, words, ...none, looks };
  }
  const [rancherText = '', ...otherTexts] = texts(analysis, finding, context.usual);
  return { kind, words, rancherText, otherTexts, looks: retried };
}
