import { describe, expect, it } from 'vitest';
import type { FileTree } from '../../../src/model/file-tree.ts';
import { compareCharts } from '../../../src/publish/compare-charts.ts';

const values = `image: {repository: redis, tag: '7'}
replicas: 2
persistence:
  size: 8Gi
auth:
  user: ''
`;

const schema = {
  type: 'object',
  required: ['replicas'],
  additionalProperties: false,
  properties: {
    replicas: { type: 'integer', minimum: 1, maximum: 9 },
    mode: { enum: ['hard', 'soft'] },
    persistence: {
      type: 'object',
      properties: { size: { type: ['string', 'null'], pattern: '^[0-9]+Gi$' } },
    },
  },
};

const helpers = `{{- define "x.labels" -}}
app: x
{{- end }}
{{- define "x.other" -}}
a: b
{{- end }}
`;

const statefulSet = `{{- $x := 1 }}
apiVersion: apps/v1
kind: StatefulSet
spec:
  replicas: {{ .Values.replicas }}
  serviceName: x
  podManagementPolicy: Parallel
  selector:
    matchLabels:
      {{- include "x.labels" . | nindent 6 }}
  template:
    spec: {}
  {{- if .Values.persistence.enabled }}
  volumeClaimTemplates:
  - spec:
      size: {{ .Values.persistence.size }}
  {{- end }}
---
kind: Service
spec:
  selector: {a: b}
`;

const base: Readonly<Record<string, string>> = {
  'Chart.yaml': 'name: x\nhome: https://example.com\n',
  'values.yaml': values,
  'values.schema.json': JSON.stringify(schema),
  'templates/_helpers.tpl': helpers,
  'templates/app.yaml': statefulSet,
};

const tree = (files: Readonly<Record<string, string>>): FileTree =>
  new Map(Object.entries(files).map(([path, content]) => [path, { content, mode: 0o644 }]));

type Change = Readonly<Record<string, readonly [from: string, to: string]>>;

const changed = (change: Change) =>
  tree({
    ...base,
    ...Object.fromEntries(
      Object.entries(change).map(([path, [from, to]]) => {
        const old = base[path] ?? '';
        expect(old).toContain(from);
        return [path, old.replace(from, to)];
      }),
    ),
  });

const old = (version: string, files: FileTree | undefined = tree(base)): Old => ({
  version,
  files: () => files,
});

interface Old {
  readonly version: string;
  files(): FileTree | undefined;
}

const compare = (
  version: string,
  files: FileTree,
  released = [old('1.0.0')],
  allowed: string[] = [],
) => compareCharts({ name: 'x', version, files, at: { file: 'answers.yml' } }, released, allowed);

/** The name of a change, the change, and its causes without those of files. */
const causes: readonly (readonly [name: string, change: Change, causes: string[]])[] = [
  [
    'a default',
    { 'values.yaml': ['replicas: 2', 'replicas: 3'] },
    ['minor default-changed:replicas'],
  ],
  ['the image', { 'values.yaml': [`tag: '7'`, `tag: '8'`] }, ['patch image-changed:image.tag']],
  [
    'text for a number',
    { 'values.yaml': ['replicas: 2', `replicas: '2'`] },
    ['minor default-changed:replicas'],
  ],
  ['quotes alone', { 'values.yaml': ["user: ''", 'user: ""'] }, []],
  [
    'a removed value',
    { 'values.yaml': [`auth:\n  user: ''\n`, ''] },
    ['major value-removed:auth.user'],
  ],
  [
    'a new value',
    { 'values.yaml': ['replicas', 'sentinels: 3\nreplicas'] },
    ['minor value-added:sentinels'],
  ],
  [
    'a default in a claim for a volume',
    { 'values.yaml': ['8Gi', '9Gi'] },
    [
      'major stateful-set-changed:templates/app.yaml#volumeClaimTemplates',
      'minor default-changed:persistence.size',
    ],
  ],
  [
    'a default in a condition of a claim',
    { 'values.yaml': ['  size: 8Gi', '  size: 8Gi\n  enabled: true'] },
    [
      'major stateful-set-changed:templates/app.yaml#volumeClaimTemplates',
      'minor value-added:persistence.enabled',
    ],
  ],
  [
    'the name of the service',
    { 'templates/app.yaml': ['serviceName: x', 'serviceName: y'] },
    ['major stateful-set-changed:templates/app.yaml#serviceName'],
  ],
  [
    'the order of pods, removed',
    { 'templates/app.yaml': ['  podManagementPolicy: Parallel\n', ''] },
    ['major stateful-set-changed:templates/app.yaml#podManagementPolicy'],
  ],
  [
    'labels that a selector includes',
    { 'templates/_helpers.tpl': ['app: x', 'app: y'] },
    ['major stateful-set-changed:templates/app.yaml#selector'],
  ],
  ['a template that no such field includes', { 'templates/_helpers.tpl': ['a: b', 'a: c'] }, []],
  ['the template of the pods', { 'templates/app.yaml': ['spec: {}', 'spec: {a: b}'] }, []],
  [
    'the selector of a Service',
    { 'templates/app.yaml': ['selector: {a: b}', 'selector: {a: c}'] },
    [],
  ],
  [
    'a higher minimum',
    { 'values.schema.json': ['"minimum":1', '"minimum":2'] },
    ['major value-narrowed:replicas'],
  ],
  ['a lower minimum', { 'values.schema.json': ['"minimum":1', '"minimum":0'] }, []],
  [
    'a lower maximum',
    { 'values.schema.json': ['"maximum":9', '"maximum":8'] },
    ['major value-narrowed:replicas'],
  ],
  ['an option less', { 'values.schema.json': ['"hard",', ''] }, ['major value-narrowed:mode']],
  ['an option more', { 'values.schema.json': ['"hard",', '"hard","none",'] }, []],
  [
    'a type less',
    { 'values.schema.json': ['["string","null"]', '"string"'] },
    ['major value-narrowed:persistence.size'],
  ],
  [
    'another pattern',
    { 'values.schema.json': ['Gi$', 'Mi$'] },
    ['major value-narrowed:persistence.size'],
  ],
  ['no pattern', { 'values.schema.json': [',"pattern":"^[0-9]+Gi$"', ''] }, []],
  [
    'a required value without a default',
    { 'values.schema.json': ['["replicas"]', '["replicas","mode"]'] },
    ['major value-required:mode'],
  ],
  [
    'a required value with a default',
    { 'values.schema.json': ['["replicas"]', '["replicas","auth"]'] },
    [],
  ],
];

describe('compareCharts', () => {
  it.each(causes)('finds the causes of %s', (_name, change, expected) => {
    const list = compare('1.0.1', changed(change)).causes.filter(
      ({ kind }) => kind !== 'file-changed',
    );
    expect(list.map(({ bump, kind, subject }) => `${bump} ${kind}:${subject}`)).toEqual(expected);
  });

  it('refuses a bump that is too small, unless its cause is allowed', () => {
    const files = changed({ 'values.yaml': ['replicas: 2', 'replicas: 3'] });
    expect(compare('1.0.1', files).diagnostics.map(({ code }) => code)).toEqual(['bump-too-small']);
    expect(compare('1.1.0', files).diagnostics).toEqual([]);
    expect(
      compare('1.0.1', files, [old('1.0.0')], ['default-changed:replicas']).diagnostics,
    ).toEqual([]);
  });

  it('compares StatefulSets with each version that can be upgraded to it', () => {
    const other = changed({ 'templates/app.yaml': ['serviceName: x', 'serviceName: y'] });
    const released = [old('1.1.0', tree(base)), old('1.0.0', other), old('0.9.0', other)];
    const found = compare('1.2.0', tree(base), released);
    expect(found.causes.map(({ message }) => message)).toEqual([
      'serviceName of the StatefulSet in templates/app.yaml changes by its template, and Kubernetes refuses the upgrade from 1.0.0',
    ]);
    expect(found.after).toBe('1.1.0');
    expect(compare('2.0.0', tree(base), released).causes).toEqual([]);
  });

  it('refuses another home, whatever the bump', () => {
    const files = changed({ 'Chart.yaml': ['example.com', 'example.org'] });
    expect(compare('2.0.0', files).diagnostics.map(({ code }) => code)).toEqual(['not-allowed']);
  });

  it('warns if the released version cannot be read', () => {
    const missing = { version: '1.0.0', files: () => undefined };
    expect(compare('1.0.1', tree(base), [missing]).diagnostics).toMatchObject([
      { code: 'file-unreadable', severity: 'warning' },
    ]);
  });

  it('has nothing to compare a first release or pre-releases with', () => {
    expect(compare('1.0.0', tree(base), [])).toMatchObject({ after: undefined, causes: [] });
    expect(compare('1.0.0', tree(base), [old('1.0.0-rc1')]).after).toBeUndefined();
  });
});
