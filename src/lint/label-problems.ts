import type { YamlNode } from '../source/yaml-node.ts';
import type { LabelFault } from '../rancher/label-problem.ts';
import { parseInterpolation } from '../rancher/launch/interpolator.ts';
import type { Fix, Found } from './found.ts';
import type { LabelFacts, VersionFacts } from './version-facts.ts';

/** Whether a text contains a variable, so that its value depends on an answer; $$ is a literal $. */
export const isAsked = (raw: YamlNode | undefined): boolean =>
  raw?.kind === 'scalar' && parseInterpolation(raw.text).parts.some((part) => 'variable' in part);

/** Problems of the labels of all services, of these kinds. */
export function labelProblems(
  facts: VersionFacts,
  faults: readonly LabelFault[],
  fix: (label: LabelFacts) => Fix | undefined = () => undefined,
): Found[] {
  return facts.services.flatMap(({ labels }) =>
    labels.flatMap((label) =>
      label.problems
        .filter(({ fault }) => faults.includes(fault))
        .map(({ message, hint }) => ({ at: label.at, message, hint, fix: fix(label) })),
    ),
  );
}
