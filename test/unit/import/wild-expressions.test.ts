import { describe, expect, test } from 'vitest';
import { convert, converted, service } from './converted.ts';

describe('conditions that only the values of an answer decide', () => {
  const block = (tag: string) => converted(`{{- if ${tag} }}`, 'tty: true', '{{- end }}');
  const one = (open: string, close: string) => [open, 'tty: true', close];

  test.for([
    // Rancher's contains takes the part first: this is whether the slash contains the answer.
    ['contains .Values.tag "/"', one('{{#is tag "" "/"}}', '{{/is}}')],
    ['(contains .Values.tag "ab")', one('{{#is tag "" "a" "ab" "b"}}', '{{/is}}')],
    ['hasPrefix .Values.tag "ab"', one('{{#is tag "" "a" "ab"}}', '{{/is}}')],
    ['"ab" | hasSuffix .Values.tag', one('{{#is tag "" "ab" "b"}}', '{{/is}}')],
    ['gt (atoi .Values.size) 1', one('{{#is size "2" "10"}}', '{{/is}}')],
    ['eq (len .Values.size) 2', one('{{#is size "10"}}', '{{/is}}')],
    ['hasPrefix "1" .Values.size', one('{{#is size "1" "10"}}', '{{/is}}')],
    ['eq (printf "%.1s" .Values.size) "2"', one('{{#is size "2"}}', '{{/is}}')],
    ['eq (upper .Values.mode) "A"', one('{{#is mode "a" "A"}}', '{{/is}}')],
    ['len .Values.tag', one('{{#if tag}}', '{{/if}}')],
    [
      'eq "a" .Values.mode .Values.tag',
      [
        '{{#is mode "a"}}',
        'tty: true',
        '{{else}}',
        ...one('{{#is tag "a"}}', '{{/is}}'),
        '{{/is}}',
      ],
    ],
    [
      'eq .Values.debug .Values.tag',
      ['{{#if debug}}', '{{#is tag "true"}}', 'tty: true', '{{else}}', '{{#is debug "false"}}'],
    ],
    ['.Values.unknown', []],
    ['eq (print "a" "b") "ab"', ['tty: true']],
  ] as const)('%s', ([tag, wanted]) => {
    const made = block(tag);
    expect(made.slice(0, wanted.length)).toEqual(wanted);
  });

  test('a variable without a question is nothing, and is listed', () => {
    const text = service('image: a:{{ .Values.unknown }}');
    const made = convert(text);
    expect(made.text).toBe(service('image: a:<no value>'));
    expect(made.notes.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^no question asks for unknown/),
    ]);
  });
});

describe('variables and functions that leave a value as it is', () => {
  test.for([
    ['{{ $a := .Values.tag }}', 'image: a:{{ $a }}', 'image: a:{{tag}}'],
    [
      '{{ $a := .Values.tag }}',
      'image: a:{{ $a | default "1" }}',
      'image: a:{{#if tag}}{{tag}}{{else}}1{{/if}}',
    ],
    ['image: {{ printf "%s" .Values.tag }}', 'image: {{tag}}'],
    ['image: {{ printf "%s:%s" "a" "b" }}', 'image: a:b'],
    [
      'image: {{ .Values.tag | default "a" | quote }}',
      'image: "{{#if tag}}{{tag}}{{else}}a{{/if}}"',
    ],
    ['image: {{ .Values.tag | print }}', 'image: {{tag}}'],
    ['image: a:{{/* why */}}5', 'image: a:5'],
  ] as const)('%s', ([...lines]) => {
    expect(converted(...lines.slice(0, -1)).filter((line) => line !== '')).toEqual([lines.at(-1)]);
  });

  test('a variable of with', () => {
    const text = converted('{{- with $t := .Values.tag }}', 'image: a:{{ $t }}', '{{- end }}');
    expect(text).toEqual(['{{#if tag}}', 'image: a:{{tag}}', '{{/if}}']);
  });
});

describe('an answer that is a whole value without quotes, which Rancher reads as YAML', () => {
  const either = (tag: string, a: string, b: string) => [tag, a, '{{else}}', b, '{{/is}}'];

  test('an empty one is nothing, not an empty text', () => {
    expect(converted('image: {{ .Values.free }}')).toEqual(
      either('{{#is free ""}}', 'image:', 'image: {{free}}'),
    );
    expect(converted('dns:', '- {{ .Values.free }}')).toEqual([
      'dns:',
      ...either('{{#is free ""}}', '-', '- {{free}}'),
    ]);
  });

  test('not where a block excludes that it is empty', () => {
    for (const [tag, otherwise] of [
      ['.Values.free', ''],
      ['ne .Values.free ""', ''],
      ['and (eq .Values.mode "a") .Values.free', ''],
      ['eq .Values.free ""', '{{- else }}'],
      ['or (eq .Values.mode "a") (not .Values.free)', '{{- else }}'],
    ] as const) {
      const text = converted(
        `{{- if ${tag} }}`,
        ...(otherwise === '' ? [] : ['tty: true', otherwise]),
        'image: {{ .Values.free }}',
        '{{- end }}',
      );
      expect(text.filter((line) => line.startsWith('image'))).toContain('image: {{free}}');
      expect(text).not.toContain('image:');
    }
  });

  test('nor within other text or quotes', () => {
    expect(converted('image: a:{{ .Values.free }}')).toEqual(['image: a:{{free}}']);
    expect(converted('image: "{{ .Values.free }}"')).toEqual(['image: "{{free}}"']);
  });

  test('a text whose default is a boolean can be one', () => {
    expect(converted('tty: {{ .Values.switch }}')).toEqual([
      '{{#is switch "true"}}',
      'tty: true',
      '{{else}}',
      ...either('{{#is switch "false"}}', 'tty: false', 'tty: {{text switch}}'),
      '{{/is}}',
    ]);
  });

  test('what a user can write there is listed', () => {
    const { notes } = convert(
      service('image: {{ .Values.tag }}', 'labels:', '  {{ .Values.tag2 }}'),
    );
    expect(notes).toMatchObject([
      { message: expect.stringContaining('tag as YAML') as string },
      {
        message: expect.stringContaining('tag2 as a part of the file') as string,
        isMaterial: true,
      },
    ]);
  });
});
