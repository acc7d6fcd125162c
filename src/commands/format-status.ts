import type { Finding } from '../cluster/rules/status-rule.ts';
import { drawTopology } from '../cluster/status/topology.ts';
import type { Snapshot } from '../cluster/status/cluster-snapshot.ts';
import { statusHeader, statusRows } from '../cluster/status/status-rows.ts';
import { printable } from '../diagnostics/frame.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';

function drawFinding(finding: Finding, width: number, paint: Paint): string {
  const { severity, node, is, expected, mend, rule } = finding;
  const where = node === undefined ? '' : `${paint('bold', node)}  `;
  const wrapped = (label: string, text: string) => {
    const lines = wrapText(printable(text), Math.max(20, width - 12));
    return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(9)} ${line}`);
  };
  return [
    `${where}${paint(severity, severity)}  ${paint('dim', `[${rule}]`)}`,
    ...wrapped('is', is),
    ...wrapped('expected', expected),
    ...wrapped('mend', mend),
  ].join('\n');
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** A snapshot for people: who follows whom, a line for each node, and what is to be mended. */
export function drawStatus(
  snapshot: Snapshot,
  findings: readonly Finding[],
  width: number,
  paint: Paint,
): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const verdict =
    findings.length === 0
      ? 'healthy'
      : [
          ...(errors > 0 ? [count(errors, 'error')] : []),
          ...(warnings > 0 ? [count(warnings, 'warning')] : []),
        ].join(', ');
  return `${[
    drawTopology(snapshot),
    formatTable(statusHeader, statusRows(snapshot), width),
    ...findings.map((finding) => drawFinding(finding, width, paint)),
    `${paint('bold', verdict)}  ${paint('dim', `(asked in ${Math.round(snapshot.tookMs)} ms)`)}`,
  ].join('\n\n')}\n`;
}
