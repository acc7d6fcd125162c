import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { placementHint } from '../../plan/placement-hint.ts';
import type { Certainty, PlacementReason, ServicePlan, StackPlan } from '../../plan/stack-plan.ts';
import type { Launch } from '../../rancher/launch/launch.ts';
import { placeOfService } from './place-of-service.ts';

/** What `--require` wants to be certain of all containers: that they can get a host, or that they always do. */
export const requirements = ['can', 'always'] as const;

export type Required = (typeof requirements)[number];

/** Who is placed: a service, or the stack as a whole. */
interface Placed {
  readonly name: string;
  readonly outcome: Certainty;
  /** What it gets: a host, or hosts for all of its containers. */
  readonly hosts: string;
}

/** A result that is an error or a warning; undefined if it is neither. */
function findingOf(
  { name, outcome, hosts }: Placed,
  isRequired: Required | undefined,
): Pick<Diagnostic, 'code' | 'severity' | 'message'> | undefined {
  const severity = 'error';
  if (outcome === 'never') {
    return { code: 'plan-never', severity, message: `${name} never gets ${hosts}` };
  }
  if (outcome === 'undecided') {
    const message = `whether ${name} gets ${hosts} is not decided`;
    return { code: 'plan-undecided', severity: isRequired ? severity : 'warning', message };
  }
  return outcome === 'can' && isRequired === 'always'
    ? { code: 'plan-unsure', severity, message: `${name} does not always get ${hosts}` }
    : undefined;
}

const severalHosts = 'hosts for all of its containers';

/** What a plan is checked for. */
export interface PlanChecks {
  /** Where messages are shown if the files of the stack are not on the disk. */
  readonly file: string;
  readonly isRequired: Required | undefined;
  /** Whether only the number of hosts was given. */
  readonly isNumber: boolean;
}

class PlanFindings {
  readonly #launch: Launch;
  readonly #checks: PlanChecks;

  constructor(launch: Launch, checks: PlanChecks) {
    this.#launch = launch;
    this.#checks = checks;
  }

  ofService({ name, outcome, wanted, reason }: ServicePlan): Diagnostic[] {
    const hosts = wanted === 1 ? 'a host' : severalHosts;
    const finding = findingOf({ name, outcome, hosts }, this.#checks.isRequired);
    if (!finding) return [];
    const message = reason ? `${finding.message}: ${reason.words}` : finding.message;
    const hint = reason && this.#hintOf(reason);
    return [
      { ...finding, message, at: this.#placeOf(name), ...(hint === undefined ? {} : { hint }) },
    ];
  }

  ofStack({ outcome, reason }: StackPlan): Diagnostic[] {
    const placed = { name: 'the stack', outcome, hosts: severalHosts };
    const finding = findingOf(placed, this.#checks.isRequired);
    if (!finding) return [];
    const message = reason === undefined ? finding.message : `${finding.message}: ${reason}`;
    return [{ ...finding, message, at: { file: this.#checks.file } }];
  }

  /** Hosts of a number have nothing that a rule can want. */
  #hintOf({ kind }: PlacementReason): string | undefined {
    const isMissing = kind === 'no-host' || kind === 'needs';
    return isMissing && this.#checks.isNumber
      ? 'a number stands for hosts without labels and containers: describe them in a file (--hosts hosts.yml)'
      : placementHint(kind);
  }

  #placeOf(service: string): Place {
    const { file } = this.#checks;
    const place = placeOfService(this.#launch, service);
    return place?.file.startsWith(`${file}/`) === true ? place : { file };
  }
}

/** What is wrong with a plan, at the services of the files. */
export function planDiagnostics(plan: StackPlan, launch: Launch, checks: PlanChecks): Diagnostic[] {
  const findings = new PlanFindings(launch, checks);
  const ofServices = plan.services.flatMap((service) => findings.ofService(service));
  // What is true of several services together is not true of each alone.
  const ofStack = findings
    .ofStack(plan)
    .filter((whole) => ofServices.every(({ code }) => code !== whole.code));
  const all = [...ofServices, ...ofStack];
  // What is known to be wrong does not depend on what is not decided.
  const isWrong = all.some(({ code }) => code === 'plan-never');
  return all.map((each) =>
    isWrong && each.code === 'plan-undecided' ? { ...each, severity: 'warning' } : each,
  );
}
