import { expect, test } from 'vitest';
import { valueUses } from '../../../src/lint/value-uses.ts';
import { parseTemplate } from '../../../src/rancher/template/parse-template.ts';
import { functionNames } from '../../../src/rancher/template/rancher-functions.ts';

function usesOf(text: string): { names: string[]; dynamic: boolean } {
  const parsed = parseTemplate(text, functionNames);
  if ('fault' in parsed) throw new Error(parsed.fault.message);
  const { uses, dynamic } = valueUses(parsed.template);
  return { names: uses.map(({ name }) => name), dynamic };
}

test.for([
  ['a value', '{{ .Values.a }}', ['a']],
  ['a pipe', '{{ .Values.a | default .Values.b | quote }}', ['a', 'b']],
  [
    'a condition and both of its branches',
    '{{ if eq .Values.a "x" }}{{ .Values.b }}{{ else }}{{ .Values.c }}{{ end }}',
    ['a', 'b', 'c'],
  ],
  ['else if', '{{ if (eq .Values.a "x") }}{{ else if .Values.b }}{{ end }}', ['a', 'b']],
  ['with, which changes the dot', '{{ with .Values }}{{ .a }}{{ end }}', ['a']],
  [
    'a loop, whose variables are not answers',
    '{{ range $idx, $e := split "," .Values.a }}{{ $idx }}{{ $e }}{{ .b }}{{ end }}',
    ['a'],
  ],
  ['the root within a loop', '{{ range until 3 }}{{ $.Values.a }}{{ end }}', ['a']],
  ['a variable that stands for the answers', '{{ $v := .Values }}{{ $v.a }}', ['a']],
  ['index', '{{ index .Values "a" }}', ['a']],
  ['brackets', '{{ (.Values).a }}', ['a']],
  ['other data', '{{ .Release.Version }}{{ .Stack.Name }}', []],
  ['a block', '{{ block "t" . }}{{ .Values.a }}{{ end }}', ['a']],
  ['a named template', '{{ define "t" }}{{ .Values.a }}{{ end }}{{ template "t" . }}', ['a']],
] as const)('%s', ([, text, names]) => {
  expect(usesOf(text)).toEqual({ names: [...names], dynamic: false });
});

test.for([
  '{{ .Values }}',
  '{{ . | printf "%v" }}',
  '{{ range . }}{{ .a }}{{ end }}',
  '{{ $v := 1 }}{{ if true }}{{ $v = .Values }}{{ end }}{{ $v.a }}',
  '{{ range $key, $value := .Values }}{{ $key }}{{ end }}',
  '{{ index .Values .Release.Name }}',
  '{{ $name := "a" }}{{ index .Values $name }}',
  '{{ printf "%v" .Values }}',
  '{{ define "t" }}{{ .a }}{{ end }}{{ template "t" .Values }}',
])('all answers may be used: %s', (text) => {
  expect(usesOf(text).dynamic).toBe(true);
});

function besideOf(text: string): Record<string, string[]> {
  const parsed = parseTemplate(text, functionNames);
  if ('fault' in parsed) throw new Error(parsed.fault.message);
  const { beside } = valueUses(parsed.template);
  return Object.fromEntries([...beside].map(([name, texts]) => [name, [...texts]]));
}

test('what an answer is compared with comes before the texts of the whole expression', () => {
  const text = '{{ if or (eq .Values.a "x") (not (eq "y" .Values.b)) }}{{ end }}';
  expect(besideOf(text)).toEqual({ a: ['x', 'y'], b: ['y', 'x'] });
  expect(besideOf('{{ if .Values.a | lower | eq "on" }}{{ .Values.b }}{{ end }}')).toEqual({
    a: ['on'],
  });
});

test('of many texts ten are kept, and none of an expression with very many answers', () => {
  const tests = (count: number) =>
    Array.from({ length: count }, (_, index) => `(eq .Values.a "${index}")`).join(' ');
  expect(besideOf(`{{ if or ${tests(50)} }}{{ end }}`)).toEqual({
    a: Array.from({ length: 10 }, (_, index) => String(index)),
  });
  const calls = '.Values.a '.repeat(500);
  expect(besideOf(`{{ if eq "x" ${calls}}}{{ end }}`)).toEqual({});
});
