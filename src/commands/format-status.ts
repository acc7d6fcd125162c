import type { ClusterStatus } from '../actions/live/check-cluster.ts';
import type { StatusFinding } from '../cluster/rules/status-rule.ts';
import { counted } from '../diagnostics/counted.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatDiagnostic, type Paint } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/frame.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';
import { formatTopology } from './format-topology.ts';

const header = ['address', 'role', 'lag', 'memory', 'state'] as const;

/** A finding: where and which rule, then what is, what is expected and the fix. */
export function formatFinding(finding: StatusFinding, width: number, paint: Paint): string {
  const { severity, node, is, expected, fix, rule } = finding;
  const where = node === undefined ? '' : `${paint('bold', node)}  `;
  const wrapped = (label: string, text: string) => {
    const lines = wrapText(printable(text), Math.max(20, width - 12));
    return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(9)} ${line}`);
  };
  return [
    `${where}${paint(severity, severity)}  ${paint('dim', `[${rule}]`)}`,
    ...wrapped('is', is),
    ...wrapped('expected', expected),
    ...wrapped('fix', fix),
  ].join('\n');
}

/** The status of a cluster: which node follows which, one line per node, and what needs a fix. */
export function formatStatus(status: ClusterStatus, width: number, paint: Paint): string {
  const { snapshot, findings, topology, rows } = status;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const verdict =
    findings.length === 0
      ? 'healthy'
      : [
          ...(errors > 0 ? [counted(errors, 'error')] : []),
          ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
        ].join(', ');
  return `${[
    formatTopology(topology),
    formatTable(header, rows, width),
    ...findings.map((finding) => formatFinding(finding, width, paint)),
    `${paint('bold', verdict)}  ${paint('dim', `(read in ${Math.round(snapshot.tookMs)} ms)`)}`,
  ].join('\n\n')}\n`;
}

/** Why a cluster could not be read at one moment, as one of the checks of a watch. */
export function formatOutage(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const blocks = diagnostics.map((each) => formatDiagnostic(each, () => undefined, paint));
  return `${[...blocks, paint('bold', 'not readable')].join('\n\n')}\n`;
}
