import { expect, test } from 'vitest';
import { refusedBranches } from '../../../src/lint/launch-branches.ts';
import { textFile } from '../../../src/rancher/catalog-file.ts';

const answersOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    variable: `v${index}`,
    values: ['true', 'false'],
  }));

const versionWith = (docker: string) =>
  new Map(
    Object.entries({
      'docker-compose.yml.tpl': docker,
      'rancher-compose.yml': "version: '2'\n",
    }).map(([path, text]) => [path, textFile(path, text)]),
  );

const block = (variable: string, ...lines: string[]) =>
  [`{{- if eq .Values.${variable} "true" }}`, ...lines, '{{- end }}'].join('\n');

const start = "version: '2'\nservices:\n  a:\n    image: x\n";

const refused = (docker: string, count: number) =>
  refusedBranches(versionWith(docker), answersOf(count));

test('names the answers with which Rancher refuses a version, once for each cause', () => {
  const found = refused(`${start}${block('v1', '    privileged: maybe')}\n`, 3);
  expect(found).toHaveLength(1);
  expect(found[0]?.answers).toEqual(new Map([['v1', 'true']]));
  expect(found[0]?.words).toContain('privileged');
});

test('a cause is one refusal, in whichever line other blocks put it', () => {
  const labels = ['v0', 'v1', 'v2', 'v3'].map((name) =>
    block(name, `      ${name}: y`, `      ${name}_more: y`),
  );
  for (const wrong of ['    b: [', '    b: "x', '    - x', '  {']) {
    const found = refused(
      `${start}    labels:\n      all: y\n${labels.join('\n')}\n${block('v9', wrong)}\n`,
      10,
    );
    expect(found.map(({ answers }) => [...answers])).toEqual([[['v9', 'true']]]);
  }
});

test('two causes are two refusals, and a cause can need several answers', () => {
  const both = `${block('v0', block('v1', '    privileged: maybe'))}\n`;
  const found = refused(`${start}${both}${block('v2', '    privileged: perhaps')}\n`, 4);
  expect(found.map(({ answers }) => [...answers.keys()].join(' ')).sort()).toEqual(['v0 v1', 'v2']);
});
