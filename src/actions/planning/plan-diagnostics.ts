import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placementHint } from '../../plan/placement-hint.ts';
import type { Certainty, StackPlan } from '../../plan/stack-plan.ts';
import type { Launch } from '../../rancher/launch/launch.ts';
import { placeOfService } from './place-of-service.ts';

/** What `--require` wants to be certain of all containers: that they can get a host, or that they always do. */
export const requirements = ['can', 'always'] as const;

export type Required = (typeof requirements)[number];

/** The result of a service, or of all, that is an error or a warning; undefined if it is neither. */
function findingOf(
  name: string,
  outcome: Certainty,
  isRequired: Required | undefined,
): Pick<Diagnostic, 'code' | 'severity' | 'message'> | undefined {
  const severity = 'error';
  if (outcome === 'never') {
    return { code: 'plan-never', severity, message: `${name} never gets all of its hosts` };
  }
  if (outcome === 'undecided') {
    const message = `whether ${name} gets all of its hosts is not decided`;
    return { code: 'plan-undecided', severity: isRequired ? severity : 'warning', message };
  }
  return outcome === 'can' && isRequired === 'always'
    ? { code: 'plan-unsure', severity, message: `${name} does not always get all of its hosts` }
    : undefined;
}

/** What is wrong with a plan, at the services of the files; at `file` if these are not on the disk. */
export function planDiagnostics(
  plan: StackPlan,
  launch: Launch,
  file: string,
  isRequired: Required | undefined,
): Diagnostic[] {
  const found = plan.services.flatMap((service): Diagnostic[] => {
    const { name, reason } = service;
    const finding = findingOf(name, service.outcome, isRequired);
    if (!finding) return [];
    const message = reason ? `${finding.message}: ${reason.words}` : finding.message;
    const hint = reason && placementHint(reason.kind);
    const place = placeOfService(launch, name);
    const isOnDisk = place?.file.startsWith(`${file}/`) ?? false;
    const at = place && isOnDisk ? place : { file };
    return [{ ...finding, message, at, ...(hint === undefined ? {} : { hint }) }];
  });
  // What is true of several services together is not true of each alone.
  const whole = findingOf('the stack', plan.outcome, isRequired);
  if (!whole || found.some(({ code }) => code === whole.code)) return found;
  const message = plan.reason === undefined ? whole.message : `${whole.message}: ${plan.reason}`;
  return [...found, { ...whole, message, at: { file } }];
}
