import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/**
 * The faults of a chart without those of its version that the entry of the same name has too: one answers file gives
 * both their version, so one change of it fixes both.
 */
export function faultsOfChart(
  ofChart: readonly Diagnostic[],
  ofEntry: readonly Diagnostic[],
): Diagnostic[] {
  const isKnown = ({ code, severity }: Diagnostic) =>
    code.startsWith('version-') &&
    ofEntry.some((each) => each.code === code && each.severity === severity);
  return ofChart.filter((each) => !isKnown(each));
}
