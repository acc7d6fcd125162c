import { failoverScenarios } from './failover-scenarios.ts';
import { lookScenarios } from './look-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { stateScenarios } from './state-scenarios.ts';

/** Every scenario. Each fixture in test/fixtures/incidents comes from one of them. */
export const scenarios: readonly Scenario[] = [
  ...lookScenarios,
  ...failoverScenarios,
  ...stateScenarios,
];
