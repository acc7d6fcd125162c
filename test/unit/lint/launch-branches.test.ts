import { describe, expect, test } from 'vitest';
import { refusedBranches } from '../../../src/lint/launch-branches.ts';
import { textFile } from '../../../src/rancher/catalog-file.ts';
import type { Launch } from '../../../src/rancher/launch/launch.ts';
import { launchVersion, type VersionFiles } from '../../../src/rancher/launch/launch-version.ts';

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

describe('launches of the same files that were made before', () => {
  const wrong = versionWith(`${start}${block('v1', '    privileged: maybe')}\n`);
  const right = versionWith(`${start}${block('v1', '    privileged: true')}\n`);
  const defaults = ['v0', 'v1', 'v2'].map((name) => [name, 'false'] as const);

  const launches = (files: VersionFiles, ...sets: (readonly [string, string])[][]) =>
    [[], ...sets].map((set) => launchVersion(files, { answers: new Map([...defaults, ...set]) }));

  const words = (launched: readonly Launch[]) =>
    refusedBranches(wrong, answersOf(3), launched).map(({ answers }) => [...answers]);

  const everyOther = [
    [['v1', 'true']],
    [
      ['v1', 'true'],
      ['v0', 'true'],
    ],
    [
      ['v1', 'true'],
      ['v2', 'true'],
    ],
    [
      ['v1', 'true'],
      ['v0', 'true'],
      ['v2', 'true'],
    ],
  ] as const;
  const sets = everyOther.map((set) => set.map(([name, value]) => [name, value] as const));

  // Files without the fault, so that one that is launched again is seen.
  test('are not made again where they were accepted', () => {
    expect(words(launches(right, ...sets))).toEqual([]);
    expect(words(launches(right, ...sets.slice(1)))).toEqual([[['v1', 'true']]]);
  });

  test('are made again where they were refused', () => {
    expect(words(launches(wrong, ...sets))).toEqual([[['v1', 'true']]]);
  });

  test('do not count if another answer differs, or one is a guess', () => {
    const other = ['other', 'x'] as const;
    const [first, ...rest] = launches(right, ...sets);
    const others = launches(right, ...sets.map((set) => [...set, other])).slice(1);
    expect(first && words([first, ...others])).toEqual([[['v1', 'true']]]);
    const guessed = [first, ...rest].flatMap((each) =>
      each ? { ...each, unknownAnswers: new Set(['v0']) } : [],
    );
    expect(words(guessed)).toEqual([[['v1', 'true']]]);
  });
});
