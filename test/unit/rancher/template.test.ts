import { describe, expect, it, test } from 'vitest';
import { render } from './render-template.ts';

describe('the template pass', () => {
  test.each([
    ['{{ .Values.PORT }}', '80'],
    ['a {{- .Values.PORT -}} b', 'a80b'],
    ['{{ .Values.NOT }}', '<no value>'],
    ['{{ .Stack.Name }} {{ .Environment.Name }}', 'stack Default'],
    ['{{ .Release.Version }} {{ .Stack.PreviousVersion }}', '1.2.3 1.0.0'],
    ['{{ if eq .Values.TRUE "true" }}yes{{ else }}no{{ end }}', 'yes'],
    ['{{ if .Values.EMPTY }}a{{ else if .Values.PORT }}b{{ end }}', 'b'],
    ['{{ with .Values.PORT }}{{ . }}{{ end }}{{ with .Values.EMPTY }}x{{ end }}', '80'],
    ['{{ range $i, $e := split "," .Values.LIST }}{{ $i }}={{ $e }};{{ end }}', '_0=a;_1=b;_2=c;'],
    ['{{ range until 0 }}x{{ else }}none{{ end }}', 'none'],
    ['{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}', '1'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ define "t" }}<{{ . }}>{{ end }}{{ template "t" .Values.PORT }}', '<80>'],
    ['{{ block "b" 5 }}[{{ . }}]{{ end }}', '[5]'],
    ['{{ printf "%s-%05d-%q-%v" "a" 42 "b" true }}', 'a-00042-"b"-true'],
    ['{{ len .Values.LIST }} {{ index .Values "PORT" }} {{ not true }}', '5 80 false'],
    ['{{ and 1 0 }} {{ or 0 "x" }} {{ lt 1 2 }} {{ ge "b" "a" }}', '0 x true true'],
    ['{{ .Values.LIST | upper | replace "," "." | quote }}', '"A.B.C"'],
    ['{{ .Values.EMPTY | default "d" }} {{ add 1 2 }} {{ int "7" }}', 'd 3 7'],
    ['{{/* nothing */}}a{{- /* trimmed */ -}} b', 'ab'],
    ['{{ range until 3 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ . }}{{ end }}', '02'],
    ['{{ $d := dict "a" 1 }}{{ unset $d "a" }} {{ hasKey $d "a" }}', 'map[] false'],
    ['{{ unset .Values.NOT "a" }} {{ hasKey .Values.NOT "a" }}', 'map[] false'],
    ['{{ "{{" }}', '{{'],
    ['# notemplating\n{{ nothing }}', '# notemplating\n{{ nothing }}'],
  ])('renders %j as %j', (text, output) => {
    expect(render(text)).toMatchObject({ text: output, fault: undefined, truncated: undefined });
  });

  it('refuses to write to a map that is nil', () => {
    const { truncated } = render('{{ set .Values.NOT "a" 1 }}');
    expect(truncated?.message).toContain('assignment to entry in nil map');
  });

  it('maps its output back to the text', () => {
    const text = 'a\n{{ if true }}b {{ .Values.PORT }} c{{ end }}\n{{- /* x */}}d';
    const made = render(text);
    expect(made.text).toBe('a\nb 80 cd');
    const origin = (part: string) => text.slice(made.origin(made.text.indexOf(part)));
    expect(origin('b')).toMatch(/^b \{\{/);
    expect(origin('80')).toMatch(/^\{\{ \.Values\.PORT/);
    expect(origin('c')).toMatch(/^c\{\{ end/);
    expect(origin('d')).toBe('d');
  });
});
