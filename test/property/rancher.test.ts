import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueUses } from '../../src/lint/value-uses.ts';
import { indexCatalog } from '../../src/rancher/index-catalog.ts';
import type { CatalogFile } from '../../src/rancher/catalog-file.ts';
import { launchVersion } from '../../src/rancher/launch/launch-version.ts';
import { renderText } from '../../src/rancher/launch/render-text.ts';
import { parseTemplate } from '../../src/rancher/template/parse-template.ts';
import { functionNames } from '../../src/rancher/template/rancher-functions.ts';
import { readSimpleYaml } from '../../src/source/read-simple-yaml.ts';
import { readByLibrary, readYaml } from '../../src/source/read-yaml.ts';

const runs = process.env.CI === 'true' ? 3000 : 400;

const docker = `version: '2'
services:
  web:
    image: nginx:\${TAG}
    command: ["a", "b c"]
    ports: ["80:80", 443]
    environment: {A: 1, B: yes, C: null}
    labels: {io.rancher.sidekicks: data, x: 010}
    mem_limit: \${MEM}
    restart: no
    {{- if eq .Values.TRUTH "true" }}
    ulimits: {nofile: {soft: 1, hard: 2}, core: 0}
    {{- end }}
  data:
    image: &a busybox
    network_mode: none
    volumes: [a:/b]
    volumes_from: [web]
volumes:
  a: {external: true}
`;
const rancher = `version: '2'
catalog:
  name: x
  version: 1.0.0
  minimum_rancher_version: v1.0.0
  upgrade_from: '>=1.0.0 <2.0.0'
  questions:
  - {variable: TAG, type: string, default: '1.10', required: true}
  - {variable: MEM, type: int, default: 1000, min: 1, max: 10}
  - {variable: TRUTH, type: boolean, default: true}
  - {variable: PICK, type: enum, options: [1.0, yes, c]}
services:
  web:
    scale: \${MEM}
    health_check: {port: 80, interval: 2000, request_line: 'GET / "HTTP/1.0"'}
    lb_config: {port_rules: [{source_port: 80, target_port: 80, service: data}]}
    metadata: {a: {b: [1, 2.5, null]}}
`;
const config = 'name: X\nversion: 1.0.0\ncategory: T\nmaintainer: M <m@example.com>\n';

/** Cut at the bars. */
const cut = (text: string) => text.split('¦');

const scraps = cut(
  '{¦}¦[¦]¦:¦: ¦- ¦\n¦\n  ¦\t¦"¦\'¦#¦&a ¦*a¦<<: ¦!!str ¦!!int ¦!!binary ¦!x ¦| ¦> ¦|2-\n¦%¦$¦$$¦${A}¦${¦@' +
    '¦{{¦}}¦{{ end }}¦{{ if }}¦{{ range .Values }}¦{{ . }}¦(¦)¦|¦1e999¦~¦null¦yes¦0x¦-¦---\n¦...\n' +
    "¦\0¦\uFEFF¦\uD800¦1_0¦.nan¦,¦services:¦version: 1¦version: '3'¦labels:¦__proto__: 1\n¦constructor: {}\n",
);

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(30)),
    added: fc.oneof(fc.constantFrom(...scraps), fc.string({ unit: 'binary', maxLength: 5 })),
  }),
  { minLength: 1, maxLength: 5 },
);

function change(text: string, all: readonly Change[]): string {
  let changed = text;
  for (const { at, removed, added } of all) {
    const from = Math.floor(at * changed.length);
    changed = changed.slice(0, from) + added + changed.slice(from + removed);
  }
  return changed;
}

const file = (path: string, text: string): CatalogFile => ({ path, sizeBytes: text.length, text });

const inside = (offset: number, text: string) => offset >= 0 && offset <= text.length;

describe('whatever a catalog has', () => {
  test('a launch has a verdict, and a refusal a place', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const texts = [change(docker, first), change(rancher, second)] as const;
        const launch = launchVersion(
          new Map([
            ['docker-compose.yml', file('docker-compose.yml', texts[0])],
            ['rancher-compose.yml', file('rancher-compose.yml', texts[1])],
          ]),
        );
        const { verdict, error, at } = launch;
        expect(['accepted', 'rejected', 'panic', 'not-launchable']).toContain(verdict);
        expect(error === null).toBe(verdict === 'accepted' || verdict === 'not-launchable');
        expect(at === undefined || inside(at.offset, at.file.text ?? '')).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('an index is made, and its errors have a place', () => {
    fc.assert(
      fc.property(changes, changes, fc.string({ maxLength: 4 }), (first, second, folder) => {
        const files = [
          file('templates/x/config.yml', change(config, first)),
          file('templates/x/0/rancher-compose.yml', change(rancher, second)),
          file(`templates/x/${folder}/docker-compose.yml`, docker),
          file(`${folder}/config.yml`, config),
        ];
        const { errors } = indexCatalog(files);
        for (const error of errors) expect(inside(error.offset, error.file.text ?? '')).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('a text is YAML or has a fault', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const text = change(docker.replaceAll(/\{\{.*?\}\}/g, ''), all);
        const { root, fault } = readYaml(text);
        expect(root === undefined || fault === undefined).toBe(true);
        expect(fault === undefined || inside(fault.offset, text)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('a simple text is read to the same nodes as by the library', () => {
    const plain = `${rancher}  # a comment\n\n  lists:\n  - a: [b, 'c', "d"]\n    e: |\n      f\n       g\n  - - -1\n`;
    const few = changes.map((all) => all.slice(0, 2));
    fc.assert(
      fc.property(few, fc.nat(plain.length), (all, from) => {
        const text = change(plain.slice(plain.lastIndexOf('\n', from) + 1), all);
        const simple = readSimpleYaml(text);
        fc.pre(simple !== undefined);
        expect(readByLibrary(text)).toEqual({ root: simple?.root, fault: undefined });
      }),
      { numRuns: runs },
    );
  });

  test('a template is filled in or has a fault', () => {
    const tokens = [
      ...scraps,
      ...cut(
        '{{ ¦ }}¦{{- ¦ -}}¦.Values¦.Values.A¦.A¦$¦$x¦ := ¦ = ¦ ¦if ¦else¦else if ¦range ¦with ¦end',
      ),
      ...cut(
        'define "a"¦template "a" .¦1¦"a"¦`a`¦\'a\'¦nil¦true¦printf "%d" ¦until 9¦break¦continue',
      ),
      ...[...functionNames].map((name) => `${name} `),
    ];
    const text = fc.array(fc.constantFrom(...tokens), { maxLength: 25 });
    const context = {
      variables: new Map([['A', 'a']]),
      version: '1.0.0',
      previousVersion: '',
      stackName: 's',
      environmentName: 'e',
    };
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join('');
        const { fault, template, truncated } = renderText(whole, context);
        expect(inside(fault?.offset ?? truncated?.offset ?? 0, whole)).toBe(true);
        valueUses(template);
        parseTemplate(`{{ ${whole} }}`, functionNames);
        renderText(`{{ ${whole} }}`, context);
      }),
      { numRuns: runs * 5 },
    );
  });
});
