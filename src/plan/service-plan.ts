import type { Analysis } from './analyse.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { afterLoss, dataSurvival, type LossCase } from './after-loss.ts';
import { driftOf } from './drift.ts';
import type { ServiceFinding } from './findings.ts';
import type { HostType, Problem } from './problem.ts';
import type { Proof } from './proofs.ts';
import { reasonOf } from './reasons.ts';
import type { ExcludedHosts, ServicePlan, Spread } from './stack-plan.ts';
import type { UsualPlacement } from './usual.ts';

interface Context extends LossCase {
  readonly analysis: Analysis;
  readonly all: readonly ServiceFinding[];
  readonly usual: UsualPlacement | undefined;
  readonly together: (Proof & { services: string[] }) | undefined;
}

/** In the order in which the hosts were given. */
function namesOf(types: readonly HostType[], { hosts }: Problem): string[] {
  const used = new Set(types.flatMap((type) => type.hosts));
  return hosts.flatMap((host) => (used.has(host) ? [host.name] : []));
}

/** Hosts that none of some classes can use, by the reason. */
export function excludedHosts({ types }: Problem, classes: readonly number[]): ExcludedHosts[] {
  const byReason = new Map<string, string[]>();
  for (const { hosts, misfits } of types) {
    const reasons = classes.map((at) => misfits[at]?.words);
    if (reasons.length === 0 || reasons.includes(undefined)) continue;
    const reason = [...new Set(reasons)].join('; ');
    const names = byReason.get(reason) ?? [];
    byReason.set(reason, names);
    for (const { name } of hosts) names.push(name);
  }
  return [...byReason].map(([reason, hosts]) => ({ reason, hosts }));
}

function spreadOf(finding: ServiceFinding, { usual }: Context): Spread | undefined {
  const { top, isExact, countsSoft, name } = finding;
  if (top.worst < 1) return undefined;
  const found = usual?.spread.get(name);
  const spread = { ...top, exact: isExact || top.best === top.worst, countsSoft };
  return found ? { ...spread, usual: found } : spread;
}

function warningsOf({ top, classes }: ServiceFinding, { analysis }: Context): string[] {
  const unit = analysis.problem.classes[classes[0] ?? -1]?.unit;
  if (!unit) return [];
  const { isOnHostNetwork, ports, isGlobal, uses } = unit;
  const isTwice = isOnHostNetwork && ports.length === 0 && !isGlobal && top.worst > 1;
  return [
    ...(isTwice
      ? [
          'it uses the network of its host without ports: Rancher places two of its containers on one host, and only one of them can listen on a port',
        ]
      : []),
    ...(uses.length > 0
      ? [
          `it uses volumes or the network of ${listWords(uses)} and is not a sidekick of it: Rancher needs both on one host, which this plan does not count`,
        ]
      : []),
  ];
}

/** The part of the plan about a service. */
export function servicePlan(finding: ServiceFinding, context: Context): ServicePlan | undefined {
  const { problem } = context.analysis;
  const { name, classes, wanted, outcome, placed, isExact } = finding;
  const unit = problem.classes[classes[0] ?? -1]?.unit;
  if (!unit) return undefined;
  const reason = reasonOf(context.analysis, finding, context.all, context);
  const spread = unit.isGlobal ? undefined : spreadOf(finding, context);
  const drift = driftOf(problem, finding, context);
  const usable = problem.types.filter(({ misfits }) =>
    classes.some((at) => misfits[at] === undefined),
  );
  return {
    name,
    sidekicks: unit.sidekicks,
    wanted: unit.isGlobal ? 'global' : wanted,
    outcome,
    placed: { ...placed, exact: isExact || placed.fewest === placed.most },
    ...(reason ? { reason } : {}),
    ...(spread ? { spread } : {}),
    hosts: namesOf(usable, problem),
    excluded: excludedHosts(problem, classes),
    ...(drift === undefined ? {} : { drift }),
    afterLoss: afterLoss(unit, context),
    data: dataSurvival(unit, context),
    warnings: warningsOf(finding, context),
  };
}
