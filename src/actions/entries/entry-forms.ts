import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Target } from '../../model/answers.ts';
import { hasChart } from './chart-source.ts';
import type { LoadedEntry } from './load-entries.ts';

/** What entries are made for. Undefined: for what their blueprints have. */
export type WantedTarget = Target | 'all' | undefined;

/** The forms that an entry gets. */
export interface Forms {
  readonly hasEntry: boolean;
  readonly hasChart: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The forms of an entry that are wanted; an error if its blueprint lacks one. */
export function formsOf(
  { blueprint, at }: Pick<LoadedEntry, 'blueprint' | 'at'>,
  wanted: WantedTarget,
): Forms {
  const canHaveChart = hasChart(blueprint);
  const isMissing = !canHaveChart && (wanted === 'rancher-2' || wanted === 'all');
  const { metadata, path } = blueprint.files;
  const missing: Diagnostic = {
    code: 'chart-missing',
    severity: 'error',
    message: `the blueprint ${metadata.name} has no form for Rancher 2`,
    at,
    hint: `write the templates of a chart in the directory chart/templates beside ${path}, or use --target rancher-1.6`,
  };
  return {
    hasEntry: wanted !== 'rancher-2',
    hasChart: canHaveChart && wanted !== 'rancher-1.6',
    diagnostics: isMissing ? [missing] : [],
  };
}
