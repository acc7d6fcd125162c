import type { DescribedPlan } from '../../src/plan/describe-plan.ts';
import type { PicturedHost, ServicePlan, StackPlan } from '../../src/plan/stack-plan.ts';

/** A service of a plan that is always placed, with changes. */
export const plannedService = (name: string, more: Partial<ServicePlan> = {}): ServicePlan => ({
  name,
  sidekicks: [],
  wanted: 1,
  outcome: 'always',
  placed: { fewest: 1, most: 1, exact: true },
  spread: { best: 1, worst: 1, exact: true, countsSoft: true },
  hosts: ['host-1', 'host-2'],
  excluded: [],
  afterLoss: { strategy: 'none', isReplaced: false, words: 'nothing is replaced' },
  data: { survives: 'no', words: 'lost with the host' },
  warnings: [],
  ...more,
});

const blocks = (...names: readonly string[]) =>
  names.map((name) => {
    const [service = '', index = '1'] = name.split('#');
    return { service, index: Number(index) };
  });

/** A host of a picture with containers such as `web#2`. */
export const picturedHost = (
  name: string,
  containers: readonly string[],
  more: Partial<PicturedHost> = {},
): PicturedHost => ({
  name,
  more: 0,
  blocks: blocks(...containers),
  moreBlocks: 0,
  isLost: false,
  ...more,
});

/** A plan with everything that is shown. */
export function describedPlan(changes: Partial<StackPlan> = {}): DescribedPlan {
  const plan: StackPlan = {
    outcome: 'never',
    services: [
      plannedService('redis-master', { sidekicks: ['metrics'] }),
      plannedService('redis-slaves', {
        wanted: 2,
        placed: { fewest: 2, most: 2, exact: true },
        spread: {
          best: 1,
          worst: 2,
          exact: false,
          countsSoft: false,
          usual: { best: 1, worst: 1 },
        },
        excluded: [{ hosts: ['db-1', 'db-2', 'db-3', 'db-4'], reason: 'no label role=redis' }],
        drift: 'a replica that moved does not move back',
        warnings: ['port 6379 of the host network is not checked by Rancher'],
      }),
      plannedService('redis-sentinels', {
        wanted: 3,
        outcome: 'never',
        placed: { fewest: 2, most: 2, exact: true },
        reason: {
          kind: 'too-few-hosts',
          words: '3 containers that exclude each other, 2 hosts for them: host-1, host-2',
          rancherText:
            'Allocation failed: host must not have a container with label io.rancher.stack_service.name=r/redis-sentinels',
          otherTexts: ['Allocation failed: valid host(s) [5]'],
          looks: 'activating, retried forever',
        },
      }),
      plannedService('agent', { wanted: 'global', data: { survives: 'none', words: '' } }),
    ],
    losses: [
      {
        hosts: [{ names: ['host-1', 'host-2'], lost: 1 }],
        services: [
          { name: 'redis-master', lost: 1, of: 1 },
          { name: 'redis-slaves', lost: 2, of: 2 },
          { name: 'redis-sentinels', lost: 1, of: 2 },
        ],
        breaks: ['failover possible', 'writes possible'],
        exact: false,
      },
    ],
    promises: [
      {
        name: 'failover possible',
        outcome: 'broken',
        atLeast: 2,
        left: 1,
        words: 'host-1 takes 1 of 2 redis-sentinels',
        picture: 0,
      },
      { name: 'data kept', outcome: 'kept', atLeast: 1, left: 1, words: 'any host' },
      { name: 'other', outcome: 'undecided', atLeast: 1, left: 0, words: 'after 20000 states' },
    ],
    pictures: [
      {
        title: 'the placement that loses most of redis-slaves',
        hosts: [
          picturedHost('host-1', ['redis-slaves#1', 'redis-slaves#2', 'redis-sentinels#1'], {
            isLost: true,
          }),
          picturedHost('host-2', ['redis-master#1', 'redis-sentinels#2'], { more: 2 }),
          picturedHost('db-1', [], { more: 3, excluded: 'it does not have the label role=redis' }),
        ],
        waiting: blocks('redis-sentinels#3'),
      },
    ],
    assumptions: ['6 hosts, and the scheduler', 'no other stack is placed meanwhile'],
    ...changes,
  };
  return { name: 'sessions', hosts: 6, lose: 1, plan };
}
