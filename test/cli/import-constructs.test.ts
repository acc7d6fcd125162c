import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { measureImport } from '../agreement/measure-import.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const questions = [
  '  - {variable: mode, type: enum, options: [dev, test, live], default: dev, required: true}',
  '  - {variable: kind, type: enum, options: [a, b], default: a}',
  '  - {variable: debug, type: boolean, default: false}',
  '  - {variable: note, type: string}',
  '  - {variable: driver, type: string, default: local, required: true}',
  '  - {variable: peer, type: service}',
  '  - {variable: size, type: enum, options: ["1", "2", "10"], default: "2", required: true}',
  '  - {variable: port, type: int, default: 8080}',
  '  - {variable: number, type: enum, options: ["1e3", "0b11", ".inf", "0o7", "1_0"], default: "1e3"}',
  '  - {variable: needed, type: string, required: true}',
  '  - {variable: text, type: enum, options: ["1.2.3", "8080:80", "1:30"], default: "1.2.3"}',
  '  - {variable: privileged, type: string, default: "false"}',
  '  - {variable: cert, type: certificate}',
];

/** A catalog with one template, and these lines below a service. */
const catalogOf = (lines: readonly string[]) => ({
  'templates/shop/config.yml': 'name: Shop\ndescription: A shop.\nversion: v1\n',
  'templates/shop/0/docker-compose.yml.tpl': `version: '2'\nservices:\n  web:\n    image: a\n${lines.map((line) => `${line}\n`).join('')}`,
  'templates/shop/0/rancher-compose.yml': `version: '2'\ncatalog:\n  version: v1\n  questions:\n${questions.join('\n')}\n`,
});

const measured = async (lines: readonly string[]) => {
  const [imported, same] = await measureImport(join(temporaryFolder(catalogOf(lines))));
  return { imported: imported?.differences, same: same?.differences };
};

describe('what entries do with answers is the same from the blueprint, for the defaults and 20 random sets', () => {
  test.for([
    [
      'nested and, or, not',
      '{{- if and .Values.debug (or (eq .Values.mode "dev") (and (eq .Values.mode "test") (not (eq .Values.note "")))) }}',
      '    tty: true',
      '{{- end }}',
    ],
    [
      'a chain of else if',
      '    {{- if eq "dev" .Values.mode }}',
      '    hostname: dev',
      '    {{- else if eq .Values.kind "b" }}',
      '    hostname: b',
      '    {{- else if and (ne .Values.note "") (ne .Values.note "word") }}',
      '    hostname: note',
      '    {{- else }}',
      '    hostname: other',
      '    {{- end }}',
    ],
    [
      'a certificate, which is a text if none is chosen',
      '{{- if .Values.cert }}',
      '    tty: true',
      '{{- end }}',
      '{{- if ne .Values.cert "" }}',
      '    read_only: true',
      '{{- end }}',
    ],
    [
      'a boolean, which is never empty',
      '{{- if .Values.debug }}',
      '    tty: true',
      '{{- end }}',
      '{{- if ne .Values.debug "" }}',
      '    read_only: true',
      '{{- end }}',
    ],
    [
      'an enum without a choice, and one that no option is',
      '{{- if not .Values.kind }}',
      '    tty: true',
      '{{- end }}',
      '{{- if eq .Values.mode "gone" }}',
      '    read_only: true',
      '{{- end }}',
    ],
    [
      'list keys and their items in separate conditions',
      '{{- if or .Values.peer .Values.note }}',
      '    external_links:',
      '{{- end }}',
      '{{- if .Values.peer }}',
      '    - ${peer}:peer',
      '{{- end }}',
      '{{- if .Values.note }}',
      '    - ${note}',
      '{{- end }}',
    ],
    [
      'conditions within a value that lines follow',
      '    labels:',
      '      {{- if or (eq .Values.kind "a") (eq .Values.debug "true") }}',
      '      list:',
      '        {{- if eq .Values.kind "a"}} a',
      '            {{- if eq .Values.debug "true" -}},{{- end -}}',
      '        {{- end -}}',
      '        {{- if eq .Values.debug "true" -}}',
      '            {{- if ne .Values.kind "a"}} debug',
      '            {{- else -}}debug',
      '            {{- end -}}',
      '        {{- end -}}',
      '      {{- end}}',
      '      more: "x"',
      '      tail: web{{- if eq .Values.debug "true" -}},debug{{- end}}',
    ],
    [
      'a value that a condition leaves out, which is nothing and no empty text',
      '    environment:',
      '      A: {{ if eq .Values.debug "true" }}a{{ end }}',
      '      B: {{ if eq .Values.kind "a" }}{{ else }}b{{ end }}',
      '      C:{{ if eq .Values.mode "dev" }} dev{{ else if eq .Values.mode "live" }} live{{ end }}',
      '      D: "{{ if eq .Values.debug "true" }}d{{ end }}"',
    ],
    [
      'whether an answer is a part of a text',
      '    volumes:',
      '    {{- if (contains .Values.note "/")}}',
      '    - ${driver}:/data',
      '    {{- else}}',
      '    - data:/data',
      '    {{- end}}',
    ],
    [
      'functions of an enum',
      '{{- if gt (atoi .Values.size) 1 }}',
      '    tty: true',
      '{{- end }}',
      '{{- if eq (printf "%.1s" .Values.size) "1" }}',
      '    read_only: true',
      '{{- end }}',
      '{{- if or (hasPrefix "l" .Values.mode) (contains "es" .Values.mode) }}',
      '    stdin_open: true',
      '{{- end }}',
    ],
    [
      'two answers that are compared',
      '{{- if eq .Values.kind .Values.note }}',
      '    tty: true',
      '{{- end }}',
    ],
    [
      'variables that stand for answers',
      '{{ $note := .Values.note }}',
      '    command: run {{ $note | default "none" }}',
      '{{- with $kind := .Values.kind }}',
      '    hostname: {{ $kind }}-{{ . }}',
      '{{- end }}',
    ],
    ['an empty answer in place of a host name', '    hostname: {{ .Values.note }}'],
    ['of an environment variable', '    environment:', '      NOTE: {{ .Values.note }}'],
    ['of an item', '    external_links:', '    - {{ .Values.note }}'],
    [
      'of a number',
      '    labels:',
      '      kind: {{.Values.kind}}',
      '    stop_signal: {{.Values.note}}',
    ],
    [
      'of a text that Rancher reads as a number, and one that looks like one',
      '    labels:',
      '      number: {{.Values.number}}',
      '      text: {{.Values.text}}',
    ],
    [
      'an answer without a default, of which Rancher accepts one only',
      '{{- if eq .Values.needed "true" }}',
      '    tty: true',
      '{{- else }}',
      '    tty: other',
      '{{- end }}',
    ],
    ['a text that is a boolean', '    privileged: {{ .Values.privileged }}'],
    [
      'a variable that no question asks for',
      '{{- if .Values.gone }}',
      '    tty: true',
      '{{- end }}',
    ],
    [
      'functions of texts',
      '    command: "{{ printf "%s-%s" "a" "b" }} {{ .Values.note | print }}"',
      '    hostname: {{ .Values.note | default "none" | quote }}',
    ],
    [
      'comments',
      '    {{/* why',
      '    so */}}',
      '    tty: true {{- /* because */}}',
      '    hostname: a{{/**/}}b',
    ],
  ] as const)('%s', async ([, ...lines]) => {
    expect(await measured(lines)).toEqual({ imported: [], same: [] });
  });
});
