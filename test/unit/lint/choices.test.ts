import { describe, expect, test } from 'vitest';
import { lintTemplate } from '../../../src/lint/lint-template.ts';
import type { CatalogFile } from '../../../src/rancher/catalog-file.ts';

const file = (name: string, text: string): CatalogFile => ({
  path: `templates/x/${name}`,
  sizeBytes: text.length,
  text,
});

interface Version {
  readonly version: string;
  readonly docker: string;
  readonly rancher?: string;
  /** Variables of boolean questions; the default is true. */
  readonly booleans: readonly string[];
}

function versionFiles({ version, docker, rancher = '', booleans }: Version, folder: number) {
  const questions = booleans.map(
    (variable) =>
      `  - {variable: ${variable}, label: ${variable}, type: boolean, default: "true"}\n`,
  );
  const block = `version: '2'\ncatalog:\n  version: "${version}"\n  questions:\n${questions.join('')}`;
  return [
    file(`${folder}/docker-compose.yml`, docker),
    file(`${folder}/rancher-compose.yml`, block + rancher),
    file(`${folder}/README.md`, '# X\n'),
  ];
}

/** What `choice-rejected` finds in versions of one template. */
const refusals = (versions: readonly Version[]) =>
  lintTemplate([
    file('config.yml', `name: X\ndescription: X.\nversion: "1.0.0"\ncategory: Test\n`),
    file('catalogIcon-x.svg', '<svg/>'),
    ...versions.flatMap(versionFiles),
  ])
    .filter(({ code }) => code === 'choice-rejected')
    .map(({ at, message }) => `${at.file.split('/')[2] ?? ''}: ${message}`);

const on = (variable: string, text: string) =>
  `{{- if eq .Values.${variable} "true" }}\n${text}\n{{- end }}\n`;
const service = (name: string, more = '') => `  ${name}:\n    image: a/${name}:1${more}\n`;
const head = "version: '2'\nservices:\n";

describe('choices', () => {
  test('that are refused only together are reported together', () => {
    const docker = `${head}${service('web')}{{- if and (eq .Values.A "false") (eq .Values.B "false") }}\n    nonsense: 1\n{{- end }}\n`;
    expect(refusals([{ version: '1.0.0', docker, booleans: ['A', 'B'] }])).toEqual([
      expect.stringContaining('0: if A is "false" and B is "false", Rancher rejects the launch'),
    ]);
  });

  test('that remove a sidekick of a service that stays are refused', () => {
    const primary = service('web', '\n    labels: {io.rancher.sidekicks: data}');
    const docker = `${head}${primary}${on('A', service('data').trimEnd())}`;
    expect(refusals([{ version: '1.0.0', docker, booleans: ['A'] }])).toEqual([
      `0: if A is "false", Rancher's API rejects web: the sidekick data is not a service of this stack`,
    ]);
  });

  test('that name a sidekick in either form are launched', () => {
    const map = service('web', '\n    labels: {io.rancher.sidekicks: "${A}"}');
    const list = service('api', '\n    labels: ["io.rancher.sidekicks=${B}"]');
    // The service of the default answer, so that the other one names a service that is not there.
    const docker = `${head}${map}${list}${service('"true"')}`;
    for (const booleans of [['A'], ['B']]) {
      const own = docker.replace(booleans[0] === 'A' ? list : map, '');
      expect(refusals([{ version: '1.0.0', docker: own, booleans }])).toEqual([
        expect.stringContaining('the sidekick false is not a service of this stack'),
      ]);
    }
  });

  test('that two services use are tried although each part was launched', () => {
    const two = (name: string) => on(name, service(name).trimEnd());
    const docker = `${head}${service('web')}${two('A')}${two('B')}`;
    const rancher = 'services:\n  B:\n    scale: 2\n';
    expect(refusals([{ version: '1.0.0', docker, rancher, booleans: ['A', 'B'] }])).toEqual([
      '0: if B is "false", Rancher\'s API rejects B: Image is required',
    ]);
  });

  test('of versions that differ in their images only are reported for each', () => {
    const docker = (tag: string) =>
      `${head}  web:\n    image: a/web:${tag}\n${on('A', '    x: y')}{{- if eq .Values.A "false" }}\n    y: x\n{{- end }}\n`;
    const all = ['1', '2', '3'].map((tag) => ({
      version: `1.0.${tag}`,
      docker: docker(tag).replace('    x: y', '    tty: true'),
      booleans: ['A'],
    }));
    expect(refusals(all).map((text) => text.slice(0, 20))).toEqual([
      '0: if A is "false", ',
      '1: if A is "false", ',
      '2: if A is "false", ',
    ]);
  });

  test('of a version with an odd value in place of an image are launched', () => {
    const docker = (image: string) =>
      `${head}  web:\n    image: a/b:1\n{{- if eq .Values.A "false" }}\n    command:\n    - --flag\n    - ${image}\n{{- end }}\n`;
    const all = ['text', '7'].map((item, index) => ({
      version: `1.0.${index}`,
      docker: docker(item),
      booleans: ['A'],
    }));
    expect(refusals(all)).toEqual([expect.stringContaining('1: if A is "false", Rancher rejects')]);
  });

  test('of files of version 1 are tried service by service', () => {
    const docker = `web:\n  image: a/b:1\n{{- if eq .Values.A "false" }}\n  tmpfs: /run\n{{- end }}\n`;
    expect(refusals([{ version: '1.0.0', docker, booleans: ['A'] }])).toEqual([
      expect.stringContaining('tmpfs'),
    ]);
  });
});
