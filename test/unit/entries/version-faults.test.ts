import { expect, it } from 'vitest';
import { faultsOfChart } from '../../../src/actions/entries/version-faults.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';

const fault = (
  code: Diagnostic['code'],
  message: string,
  severity: Diagnostic['severity'] = 'error',
): Diagnostic => ({ code, severity, message });

const lower = fault('version-lower', 'of the entry');

it.each([
  ['the same fault of the version', [fault('version-lower', 'of the chart')], [lower], 0],
  ['another fault of the version', [fault('version-released', 'of the chart')], [lower], 1],
  ['a fault of the version that the entry does not have', [lower], [], 1],
  [
    'an error where the entry has a warning',
    [fault('version-unordered', 'of the chart')],
    [fault('version-unordered', 'of the entry', 'warning')],
    1,
  ],
  [
    'a fault of something else, although the entry has one with the same code',
    [fault('bump-too-small', 'of the chart')],
    [fault('bump-too-small', 'of the entry')],
    1,
  ],
])('keeps or drops %s', (_name, ofChart, ofEntry, kept) => {
  expect(faultsOfChart(ofChart, ofEntry)).toEqual(ofChart.slice(0, kept));
});
