import fc from 'fast-check';
import type { CatalogFile } from '../../src/rancher/catalog-file.ts';

export const docker = `version: '2'
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
export const rancher = `version: '2'
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
export const config = 'name: X\nversion: 1.0.0\ncategory: T\nmaintainer: M <m@example.com>\n';

/** Splits a text at the bars. */
export const cut = (text: string) => text.split('¦');

export const scraps = cut(
  '{¦}¦[¦]¦:¦: ¦- ¦\n¦\n  ¦\t¦"¦\'¦#¦&a ¦*a¦<<: ¦!!str ¦!!int ¦!!binary ¦!x ¦| ¦> ¦|2-\n¦%¦$¦$$¦${A}¦${¦@' +
    '¦{{¦}}¦{{ end }}¦{{ if }}¦{{ range .Values }}¦{{ . }}¦(¦)¦|¦1e999¦~¦null¦yes¦0x¦-¦---\n¦...\n' +
    "¦\0¦\uFEFF¦\uD800¦1_0¦.nan¦,¦services:¦version: 1¦version: '3'¦labels:¦__proto__: 1\n¦constructor: {}\n",
);

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(30)),
    added: fc.oneof(fc.constantFrom(...scraps), fc.string({ unit: 'binary', maxLength: 5 })),
  }),
  { minLength: 1, maxLength: 5 },
);

export function change(text: string, all: readonly Change[]): string {
  let changed = text;
  for (const { at, removed, added } of all) {
    const from = Math.floor(at * changed.length);
    changed = changed.slice(0, from) + added + changed.slice(from + removed);
  }
  return changed;
}

export const file = (path: string, text: string): CatalogFile => ({
  path,
  sizeBytes: text.length,
  text,
});

export const inside = (offset: number, text: string) => offset >= 0 && offset <= text.length;
