import type { Difference } from './difference.ts';
import { indexDifferences } from './index.cases.ts';
import { launchDifferences } from './launch.cases.ts';
import { yamlDifferences } from './yaml.cases.ts';

/** In the order of docs/agreement.md. */
export const differences: readonly Difference[] = [
  ...yamlDifferences,
  ...indexDifferences,
  ...launchDifferences,
];
