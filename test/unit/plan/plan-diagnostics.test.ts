import { expect, test } from 'vitest';
import {
  planDiagnostics,
  type PlanChecks,
} from '../../../src/actions/planning/plan-diagnostics.ts';
import type { PlacementReason, ServicePlan, StackPlan } from '../../../src/plan/stack-plan.ts';
import { describedPlan, plannedService } from '../../support/described-plan.ts';
import { launchOf } from '../../support/placement/planned-stack.ts';

const launch = launchOf({ web: {}, db: {} });

const reason = (kind: PlacementReason['kind']): PlacementReason => ({
  kind,
  words: 'a proof',
  rancherText: '',
  otherTexts: [],
  looks: '',
});

const service = (name: string, outcome: ServicePlan['outcome'], more: Partial<ServicePlan> = {}) =>
  plannedService(name, { outcome, ...more });

function found(
  outcome: StackPlan['outcome'],
  services: readonly ServicePlan[],
  checks: Partial<PlanChecks> = {},
) {
  const { plan } = describedPlan({ outcome, services });
  const all = planDiagnostics(plan, launch, {
    file: 'a.yml',
    isRequired: undefined,
    isNumber: false,
    ...checks,
  });
  return all.map(({ code, severity, message }) => `${severity} ${code} ${message}`);
}

const web = 'web never gets a host: a proof';

test.for<[string, StackPlan['outcome'], ServicePlan[], PlanChecks['isRequired'], string[]]>([
  ['always', 'always', [service('web', 'always')], 'always', []],
  [
    'never',
    'never',
    [service('web', 'never', { reason: reason('no-host') })],
    undefined,
    [`error plan-never ${web}`],
  ],
  ['can', 'can', [service('web', 'can')], 'can', []],
  [
    'can, of several',
    'can',
    [service('web', 'can', { wanted: 2 })],
    'always',
    ['error plan-unsure web does not always get hosts for all of its containers'],
  ],
  [
    'undecided',
    'undecided',
    [service('web', 'undecided')],
    undefined,
    ['warning plan-undecided whether web gets a host is not decided'],
  ],
  [
    'undecided, and required',
    'undecided',
    [service('web', 'undecided')],
    'can',
    ['error plan-undecided whether web gets a host is not decided'],
  ],
  [
    'never together',
    'never',
    [service('web', 'can'), service('db', 'can')],
    undefined,
    ['error plan-never the stack never gets hosts for all of its containers'],
  ],
  [
    'never, and another one undecided',
    'never',
    [service('web', 'never', { reason: reason('no-host') }), service('db', 'undecided')],
    'always',
    [`error plan-never ${web}`, 'warning plan-undecided whether db gets a host is not decided'],
  ],
])('%s is reported', ([, outcome, services, isRequired, expected]) => {
  expect(found(outcome, services, { isRequired })).toEqual(expected);
});

test('a number of hosts has a hint of its own', () => {
  const { plan } = describedPlan({
    outcome: 'never',
    services: [service('web', 'never', { reason: reason('no-host') })],
  });
  const hintOf = (isNumber: boolean) =>
    planDiagnostics(plan, launch, { file: 'a.yml', isRequired: undefined, isNumber })[0]?.hint;
  expect(hintOf(true)).toContain('--hosts hosts.yml');
  expect(hintOf(false)).toContain('add a host that fits');
});
