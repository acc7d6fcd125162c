import { describe, expect, test } from 'vitest';
import { formatFrame, printable } from '../../../src/diagnostics/frame.ts';
import { disproportion } from '../../support/growth.ts';

describe('formatFrame', () => {
  test('shows the line with a caret below the column', () => {
    expect(formatFrame('a: 1\n  quorum: 4\n', 2, 11)).toBe(
      '      2 |   quorum: 4\n        |           ^',
    );
  });

  test.for([
    '  redis_password: hunter2',
    '  "sentinel_password" : hunter2',
    '- api-token: "hunter2',
    'PASSPHRASE=hunter2',
    '  clientSecret: [hunter2]',
  ])('masks %s', (line) => {
    expect(formatFrame(line, 1, 3)).not.toContain('hunter2');
  });

  test('shows nothing of a secret with several lines', () => {
    const text = 'answers:\n  redis_password: |\n    first\n\n    hunter2\n  replicas: 2\n';
    expect(formatFrame(text, 5, 5)).toBeUndefined();
    expect(formatFrame(text, 6, 3)).toContain('replicas: 2');
  });

  const compose = 'docker-compose.yml';
  const template = `${compose}.hbs`;

  // The name of an answer, a variable or a service is not a value.
  test.for([
    { line: '  DB_PASSWORD: {{text databse_password}}', file: template },
    { line: '  DB_PASSWORD: "{{databse_password}}"', file: template },
    { line: '  - DB_PASSWORD={{#if ../secret}}{{secret}}{{/if}}', file: template },
    { line: '  DB_PASSWORD: ${db_pasword}', file: compose },
    { line: "  DB_PASSWORD: '${db_pasword}'", file: `${compose}.tpl` },
    { line: '  DB_PASSWORD: {{ .Values.db_pasword }}', file: `${compose}.tpl` },
    { line: '  "token": {', file: 'answers.schema.json' },
    { line: 'secrets:', file: compose },
    { line: 'secrets: [', file: compose },
  ])('shows $line in $file', ({ line, file }) => {
    expect(formatFrame(line, 1, 3, file)).toContain(line);
  });

  test.for([
    { line: '  DB_PASSWORD: hunter2', file: template },
    { line: '  DB_PASSWORD: hunter2{{suffix}}', file: template },
    { line: '  DB_PASSWORD: {{default password "hunter2"}}', file: template },
    { line: '  DB_PASSWORD: hunter2${suffix}', file: compose },
    { line: '  DB_PASSWORD: ${suffix:-hunter2}', file: compose },
    { line: '  DB_PASSWORD: {{ default "hunter2" .Values.x }}', file: `${compose}.tpl` },
    { line: `  DB_PASSWORD: ${' '.repeat(600)}hunter2`, file: template },
    { line: '  db_password: {{hunter2}}', file: 'answers.yml' },
    { line: '  db_password: ${hunter2}', file: 'answers.yml' },
    { line: '  "token": {"default": "hunter2"}', file: 'answers.schema.json' },
  ])('masks $line in $file', ({ line, file }) => {
    expect(formatFrame(line, 1, 3, file)).not.toContain('hunter2');
  });

  test('shows what is in a service whose name has a word for secrets', () => {
    const text =
      'services:\n  token-server:\n    image: x\n    environment:\n      TOKEN: |\n        hunter2\n';
    expect(formatFrame(text, 3, 5, compose)).toContain('image: x');
    expect(formatFrame(text, 6, 5, compose)).toBeUndefined();
  });

  test('shows the schema of a secret answer, but not its values', () => {
    const lines = [
      '{ "properties": {',
      '    "token": {',
      '      "minLength": 20,',
      '      "default": "hunter2",',
      '      "x-rancher": { "question": { "default": "hunter2" } },',
      '      "anyOf": [',
      '        { "const": "hunter2" }',
      '      ],',
      '      "enum": [',
      '        "hunter2"',
      '      ]',
      '    }',
      '}}',
    ];
    const frames = lines.map((_, index) =>
      formatFrame(lines.join('\n'), index + 1, 1, 'answers.schema.json'),
    );
    expect(frames[2]).toContain('"minLength": 20');
    expect(frames.join('\n')).not.toContain('hunter2');
  });

  test('cuts a wide line around the column', () => {
    const frame = formatFrame(`${'x'.repeat(500)}!${'y'.repeat(500)}`, 1, 501) ?? '';
    const [line = '', caret = ''] = frame.split('\n');
    expect(line.length).toBeLessThan(120);
    expect(line[caret.indexOf('^')]).toBe('!');
  });

  test.for([
    (size: number) => 'token'.repeat(size / 5),
    (size: number) => `- ${' '.repeat(size)}x`,
    (size: number) => `a${' '.repeat(size)}x`,
  ])('takes time in proportion to a long line: %#', async (line) => {
    const format = (size: number) => formatFrame(`a: 1\n${line(size)}\n`, 2, 1);
    expect(await disproportion(format, 1_000_000)).toBeUndefined();
  });

  test('draws no frame for a missing or blank line', () => {
    expect(formatFrame('a\n', 9, 1)).toBeUndefined();
    expect(formatFrame('a\n   \n', 2, 1)).toBeUndefined();
  });
});

test('printable replaces control characters', () => {
  expect(printable('a\u001B[31mb\u202Ec\u0007')).toBe('a\uFFFD[31mb\uFFFDc\uFFFD');
});
