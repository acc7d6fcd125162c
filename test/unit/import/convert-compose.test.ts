import { describe, expect, test } from 'vitest';
import { convert, converted, service } from './converted.ts';

describe('conditions', () => {
  const block = (tag: string) => converted(`{{- if ${tag} }}`, 'tty: true', '{{- end }}');
  const lines = (...tags: string[]) => tags;

  test.for([
    ['eq .Values.mode "a"', lines('{{#is mode "a"}}', 'tty: true', '{{/is}}')],
    ['eq "a" .Values.mode', lines('{{#is mode "a"}}', 'tty: true', '{{/is}}')],
    ['.Values.mode | eq "a"', lines('{{#is mode "a"}}', 'tty: true', '{{/is}}')],
    ['eq .Values.mode "a" "b"', lines('{{#is mode "a" "b"}}', 'tty: true', '{{/is}}')],
    ['eq $.Values.mode "a"', lines('{{#is mode "a"}}', 'tty: true', '{{/is}}')],
    ['ne .Values.mode "a"', lines('{{#is mode "a"}}', '{{else}}', 'tty: true', '{{/is}}')],
    ['not (eq .Values.mode "a")', lines('{{#is mode "a"}}', '{{else}}', 'tty: true', '{{/is}}')],
    ['eq .Values.debug "true"', lines('{{#if debug}}', 'tty: true', '{{/if}}')],
    ['eq .Values.debug "false"', lines('{{#is debug "false"}}', 'tty: true', '{{/is}}')],
    ['ne .Values.tag ""', lines('{{#if tag}}', 'tty: true', '{{/if}}')],
    ['.Values.tag', lines('{{#if tag}}', 'tty: true', '{{/if}}')],
    ['(.Values.tag)', lines('{{#if tag}}', 'tty: true', '{{/if}}')],
    ['eq .Values.tag ""', lines('{{#is tag ""}}', 'tty: true', '{{/is}}')],
    ['.Values.debug', lines('{{#is debug ""}}', '{{else}}', 'tty: true', '{{/is}}')],
    [
      'and (eq .Values.mode "a") (ne .Values.tag "")',
      lines('{{#is mode "a"}}', '{{#if tag}}', 'tty: true', '{{/if}}', '{{/is}}'),
    ],
    [
      'or (eq .Values.mode "a") (eq .Values.mode "b")',
      lines('{{#is mode "a" "b"}}', 'tty: true', '{{/is}}'),
    ],
    [
      'or (eq .Values.mode "a") .Values.tag',
      lines(
        '{{#is mode "a"}}',
        'tty: true',
        '{{else}}',
        '{{#if tag}}',
        'tty: true',
        '{{/if}}',
        '{{/is}}',
      ),
    ],
    ['eq .Values.tag "a \\"x\\""', lines(`{{#is tag 'a "x"'}}`, 'tty: true', '{{/is}}')],
    ['true', lines('tty: true')],
  ] as const)('%s', ([tag, wanted]) => {
    expect(block(tag)).toEqual(wanted);
  });

  test('else, and else if', () => {
    const text = converted(
      '{{- if eq .Values.mode "a" }}',
      'tty: true',
      '{{- else if (ne .Values.tag "") }}',
      'tty: false',
      '{{- else }}',
      'privileged: true',
      '{{- end }}',
    );
    expect(text).toEqual([
      '{{#is mode "a"}}',
      'tty: true',
      '{{else}}',
      '{{#if tag}}',
      'tty: false',
      '{{else}}',
      'privileged: true',
      '{{/if}}',
      '{{/is}}',
    ]);
  });

  test('in comments, as rancher-compose.yml must have them', () => {
    const text = converted('#{{- if eq .Values.debug "true" }}', 'retain_ip: true', '#{{- end }}');
    expect(text).toEqual(['{{#if debug}}', 'retain_ip: true', '{{/if}}']);
  });

  test('within a value', () => {
    const line = 'command: run {{- if eq .Values.debug "true" }} -d {{- end }} --all';
    expect(converted(line)).toEqual(['command: run{{#if debug}} -d{{/if}} --all']);
  });

  test('as the whole of a value, whose first blank is not part of it', () => {
    const line = 'command:{{ if eq .Values.debug "true" }} a{{ else }} b{{ end }}';
    expect(converted(line)).toEqual(['command: {{#if debug}}a{{else}}b{{/if}}']);
  });

  test('at the end of a line, with lines in them', () => {
    const text = converted(
      'ports:',
      '- "1:1" {{- if eq .Values.debug "true" }}',
      '- "2:2" {{- end }}',
      'tty: true',
    );
    expect(text).toEqual(['ports:', '- "1:1"', '{{#if debug}}', '- "2:2"', '{{/if}}', 'tty: true']);
  });

  test('with, whose value is the dot', () => {
    const text = converted('{{- with .Values.tag }}', 'image: app:{{ . }}', '{{- end }}');
    expect(text).toEqual(['{{#if tag}}', 'image: app:{{tag}}', '{{/if}}']);
  });
});

describe('values', () => {
  test.for([
    ['image: {{ .Values.tag }}', ['image: {{tag}}']],
    ['image: app:{{.Values.tag}}-x', ['image: app:{{tag}}-x']],
    ['image: {{ .Values.tag | quote }}', ['image: {{text tag}}']],
    [
      'image: app:{{ .Values.tag | default "1.0" }}',
      ['image: app:{{#if tag}}{{tag}}{{else}}1.0{{/if}}'],
    ],
    ['privileged: {{ .Values.debug }}', ['privileged: {{debug}}']],
    ['image: {{ "a{{b" }}', [String.raw`image: a\{{b`]],
    [
      'privileged: {{ .Values.flag }}',
      [
        '{{#is flag "true"}}',
        '    privileged: true',
        '{{else}}',
        '{{#is flag "false"}}',
        '    privileged: false',
        '{{else}}',
        '    privileged: {{text flag}}',
        '{{/is}}',
        '{{/is}}',
      ],
    ],
  ] as const)('%s', ([line, wanted]) => {
    expect(converted(line)).toEqual(wanted.map((each) => each.replace(/^ {4}/, '')));
  });

  test('variables with a literal text', () => {
    const text = `{{- $image := "app:1" }}\n${service('image: {{ $image }}')}`;
    expect(convert(text).text).toBe(service('image: app:1'));
  });

  test('comments of Go templates leave nothing', () => {
    expect(converted('tty: true{{/* why */}}', '{{- /* more */ -}}')).toEqual(['tty: true']);
  });

  test('words', () => {
    const text = converted(
      'command:',
      '{{- range $i, $e := splitPreserveQuotes .Values.tag }}',
      '- {{ $e }}',
      '{{- end }}',
    );
    expect(text).toEqual(['command:', '{{#words tag}}', '- {{this}}', '{{/words}}']);
  });
});

test.for([
  ['image: {{ .Stack.Name }}', '.Stack.Name is not the answer to a question: {{ .Stack.Name }}'],
  ['{{ .Values.tag }}: 1', 'an answer in a key: {{ .Values.tag }}'],
  ['image: {{ .Values.tag | upper }}', 'a value that upper makes: {{ .Values.tag | upper }}'],
  [
    '{{- if gt (int .Values.port) 1 }}x: 1{{ end }}',
    'a condition that calls gt: {{- if gt (int .Values.port) 1 }}',
  ],
  [
    '{{- if eq .Values.tag .Values.tag2 }}x: 1{{ end }}',
    'a comparison of two answers that can be any text: {{- if eq .Values.tag .Values.tag2 }}',
  ],
  [
    '{{- if contains "/" .Values.tag }}x: 1{{ end }}',
    'a condition that calls contains: {{- if contains "/" .Values.tag }}',
  ],
  [
    '{{- if (.Values.tag) and .Values.mode }}x: 1{{ end }}',
    'a value that is called with arguments, at which Rancher ends the file: {{- if (.Values.tag) and .Values.mode }}',
  ],
  [
    '{{- if eq .Values.tag 3 }}x: 1{{ end }}',
    'an error at which Rancher ends the file: incompatible types for comparison: {{- if eq .Values.tag 3 }}',
  ],
  ['image: {{ randAlphaNum 8 }}', 'a value that randAlphaNum makes: {{ randAlphaNum 8 }}'],
  [
    '{{- range $i := until 3 }}x: 1{{ end }}',
    'a range over other than the words of an answer: {{- range $i := until 3 }}',
  ],
  [
    '{{- range $i, $n := until (atoi .Values.port) }}x: {{ $n }}{{ end }}',
    'a range over other than the words of an answer: {{- range $i, $n := until (atoi .Values.port) }}',
  ],
  [
    '{{ $a := "x" }}{{ if .Values.tag }}{{ $a := "y" }}{{ end }}',
    'the variable $a does not stand for one value: {{ $a := "y" }}',
  ],
  ['{{ define "a" }}{{ end }}', 'a template that defines another one'],
  [
    '{{- if eq .Values.tag `a\nb` }}x: 1{{ end }}',
    'a comparison with a text of several lines: {{- if eq .Values.tag `a b` }}',
  ],
  [
    '{{- if eq .Values.tag `"\'` }}x: 1{{ end }}',
    'a comparison with a text that has both kinds of quotes: {{- if eq .Values.tag `"\'` }}',
  ],
] as const)('%s cannot be converted: %s', ([line, message]) => {
  const { problems } = convert(service(line));
  expect(problems).toMatchObject([{ message, offset: expect.any(Number) as number }]);
});

test('a template that Go cannot read is reported with its place', () => {
  const text = service('image: {{ unknown }}');
  const [problem] = convert(text).problems;
  expect(problem?.message).toMatch(/^Rancher cannot read the template: .*"unknown" not defined/);
  expect(text.slice(problem?.offset, (problem?.offset ?? 0) + 2)).toBe('{{');
});

test('all problems are reported at once', () => {
  expect(convert(service('a: {{ .Stack.Name }}', 'b: {{ .Release.Name }}')).problems).toHaveLength(
    2,
  );
});

test('a hostile template takes linear time', () => {
  const seconds = (text: string) => {
    const before = process.cpuUsage();
    convert(text);
    return process.cpuUsage(before).user / 1e6;
  };
  const line = '{{ if .Values.tag }}a: ${tag}{{ end }} {{ .Values.mode }}';
  expect(seconds(service(...Array.from({ length: 4000 }, () => line)))).toBeLessThan(5);
  expect(seconds(service(`a: ${line.repeat(4000)}`))).toBeLessThan(5);
});

describe('a condition with many tests', () => {
  const pairs = (count: number) =>
    Array.from({ length: count }, () => '(or (eq .Values.tag "a") .Values.mode)').join(' ');
  const block = (condition: string) =>
    convert(`version: '2'\nservices:\n{{- if and ${condition} }}\n  web: {image: a}\n{{- end }}\n`);

  test('becomes blocks in blocks', () => {
    const { text, problems } = block(pairs(4));
    expect(problems).toEqual([]);
    expect(text.split('image: a')).toHaveLength(2 ** 4 + 1);
  });

  test.for([14, 22, 30, 2000])('is refused before it fills the memory: %i', (count) => {
    const { problems } = block(pairs(count));
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('a condition with so many tests'),
    ]);
  });

  test('of one kind can have any number', () => {
    const all = Array.from({ length: 300 }, (_, index) => `(ne .Values.tag "${index}")`).join(' ');
    expect(block(all).problems).toEqual([]);
  });
});
