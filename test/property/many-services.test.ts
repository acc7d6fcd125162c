import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/diagnostics/format-diagnostic.ts';
import { lintTemplate } from '../../src/lint/lint-template.ts';
import { disproportion } from '../support/growth.ts';

const folder = 'templates/x';

/** A stack of services, each of these lines. */
const composeOf = (count: number, lines: (index: number) => readonly string[]) =>
  `version: '2'\nservices:\n${Array.from({ length: count }, (_none, index) =>
    [`  s${index}:`, '    image: nginx:1', ...lines(index).map((line) => `    ${line}`), ''].join(
      '\n',
    ),
  ).join('')}`;

function lintAll(text: string): void {
  const path = `${folder}/0/docker-compose.yml`;
  const files = [
    { path: `${folder}/config.yml`, text: 'name: X\nversion: 1.0.0\n' },
    { path, text },
    { path: `${folder}/0/rancher-compose.yml`, text: "version: '2'\ncatalog: {version: 1.0.0}\n" },
  ].map((file) => ({ ...file, sizeBytes: file.text.length }));
  for (const finding of lintTemplate(files)) {
    formatDiagnostic(finding, (file) => (file === path ? text : undefined));
  }
}

describe('the time to lint a stack is in proportion to its services', { timeout: 300_000 }, () => {
  test.for([
    ['that are plain', () => []],
    ['that publish ports of their own', (index: number) => [`ports: ['${1000 + index}:80']`]],
    ['that publish the same port', () => ["ports: ['8080:80']"]],
    ['that are global', () => ["labels: {io.rancher.scheduler.global: 'true'}"]],
    ['with sidekicks', (index: number) => [`labels: {io.rancher.sidekicks: s${index + 1}}`]],
    ['with volumes of unknown services', (index: number) => [`volumes_from: [unknown-${index}]`]],
    ['with links to the next one', (index: number) => [`links: [s${index + 1}]`]],
    ['with links to unknown services', (index: number) => [`links: [unknown-${index}]`]],
  ] as const)('%s', async ([, lines]) => {
    const found = await disproportion((count) => lintAll(composeOf(count, lines)), 6000);
    expect(found).toBeUndefined();
  });
});
