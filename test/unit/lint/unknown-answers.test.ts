import { describe, expect, test } from 'vitest';
import { lintTemplate } from '../../../src/lint/lint-template.ts';

/** The errors of a version that asks these questions. */
function errorsOf(questions: readonly string[], compose: string): string[] {
  const asked = questions.map((each) => `  - {label: A question, ${each}}\n`).join('');
  const files = Object.entries({
    'config.yml': 'name: X\ndescription: X\nversion: 1.0.0\ncategory: Test\n',
    '0/rancher-compose.yml': `version: '2'\ncatalog:\n  name: X\n  version: 1.0.0\n  minimum_rancher_version: v1.6.0\n  questions:\n${asked}services: {}\n`,
    '0/docker-compose.yml.tpl': `version: '2'\nservices:\n  web:\n    image: nginx:1.13\n${compose}`,
  }).map(([name, text]) => ({ path: `templates/x/${name}`, sizeBytes: text.length, text }));
  return lintTemplate(files)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, at }) => `${code} ${at.line ?? 0}`);
}

const required = (name: string, type = 'string') =>
  `variable: ${name}, type: ${type}, required: true`;

describe('lint, if an answer is not known', () => {
  test('two optional services that are not chosen are not in the files', () => {
    const links = ['A', 'B'].map(
      (name) => `{{- if .Values.${name} }}\n    - \${${name}}\n    {{- end }}`,
    );
    const text = `    {{- if or .Values.A .Values.B }}\n    external_links:\n    ${links.join('\n    ')}\n    {{- end }}\n`;
    const optional = ['variable: A, type: service', 'variable: B, type: service'];
    expect(errorsOf(optional, text)).toEqual([]);
  });

  test.each([
    [
      'the value of a rule for hosts',
      '    labels:\n      io.rancher.scheduler.affinity:host_label: ${A}\n',
    ],
    ['a link to a service', '    links: ["${A}:db"]\n'],
    ['a name after volumes_from', '    volumes_from: ["${A}"]\n'],
    ['a sidekick', '    labels:\n      io.rancher.sidekicks: ${A}\n'],
    ['an amount of memory', '    mem_limit: ${A}\n'],
    ['a published port', '    ports: ["${A}:80"]\n'],
    ['the name of a network', '    network_mode: "container:${A}"\n'],
  ])('%s is not an error', (_, compose) => {
    expect(errorsOf([required('A')], compose)).toEqual([]);
  });

  test('a link to the service that a user must choose is not an error', () => {
    expect(errorsOf([required('A', 'service')], '    links: ["${A}:db"]\n')).toEqual([]);
  });

  test('an error that no answer avoids stays', () => {
    expect(errorsOf([required('A')], '    user: ${A}\n    links: [nothing]\n')).toEqual([
      'link-unknown 6',
    ]);
    expect(errorsOf([required('A')], '    privileged: ${A}\n')).toEqual(['boolean-interpolated 5']);
    expect(errorsOf([required('A')], '    tty: [${A}]\n')).toEqual(['yaml-syntax 5']);
  });
});
