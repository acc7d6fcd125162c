import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { helmPath, type helmMajors } from '../support/helm.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const usual = process.env.PATH ?? '';

/** Has `helm` be the program of a major version. */
export const useHelm = (major: (typeof helmMajors)[number]) => vi.stubEnv('PATH', helmPath(major));

/** Has `helm` be a script, in a folder of its own. */
export function useScript(lines: string): string {
  const folder = temporaryFolder();
  const file = join(folder, 'helm');
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${folder}:${usual}`);
  return folder;
}

/** A chart with a question, a schema, and a rule in a template. */
export const web = (more: Readonly<Record<string, string>> = {}) =>
  temporaryFolder({
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'web/values.yaml': 'port: 80\nname: web\nsecret: ""\nlog: {level: info}\n',
    'web/questions.yaml': `questions:
- {variable: port, type: int, min: 1, max: 65535, required: true}
- {variable: secret, type: password, show_if: port=8080}
- {variable: log.level, type: enum, options: [info, debug]}
`,
    'web/values.schema.json': JSON.stringify({
      properties: { port: { type: 'integer', minimum: 1 }, name: { maxLength: 5 } },
    }),
    'web/templates/map.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata: {port: "{{ .Values.port }}"}\n',
    'web/templates/rules.yaml':
      '{{ if eq .Values.name "root" }}{{ fail "name is root\\nhint: take another name\\nroot is reserved" }}{{ end }}\n',
    ...more,
  });
