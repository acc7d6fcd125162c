import type { Place, Severity } from '../diagnostics/diagnostic.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { KnownRule } from '../lint/rule-list.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

const uri = (path: string) => path.split('/').map(encodeURIComponent).join('/');

const location = ({ file, line, column }: Place) => ({
  physicalLocation: {
    artifactLocation: { uri: uri(file) },
    ...(line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }),
  },
});

const driver = (version: string, rules: readonly KnownRule[]) => ({
  name: 'rancher-catalog',
  version,
  rules: rules.map(({ code, summary, docs, severity }) => ({
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: docs.replaceAll('\n', ' ') },
    defaultConfiguration: { level: levels[severity] },
  })),
});

/** Findings in the Static Analysis Results Interchange Format 2.1.0, for code scanning services. */
export function formatSarif(
  findings: readonly LintFinding[],
  version: string,
  rules: readonly KnownRule[],
): string {
  const results = findings.map(({ code, severity, message, at, hint, others }) => ({
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    locations: [location(at)],
    ...(others === undefined ? {} : { relatedLocations: others.map(location) }),
  }));
  const report = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: driver(version, rules) }, results }],
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
