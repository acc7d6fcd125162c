import { describe, expect, test } from 'vitest';
import { render } from './render-template.ts';

describe('the template pass', () => {
  test.each([
    ['a {{ index .Values.LIST 9 }} b', 'a '],
    ['a {{ .Values.PORT.X }} b', 'a '],
    ['a {{ template "none" }} b', 'a '],
    ['a {{ if lt "a" 1 }}{{ end }} b', 'a '],
  ])('ends the output of %j where its execution fails', (text, output) => {
    expect(render(text).text).toBe(output);
    expect(render(text).truncated?.offset).toBeGreaterThan(1);
  });

  test.each([
    ['{{ if }}{{ end }}', 'missing value for if'],
    ['{{ if true }}', 'unexpected EOF'],
    ['{{ end }}', 'unexpected {{end}}'],
    ['{{ nothing }}', 'function "nothing" not defined'],
    ['{{ $x }}', 'undefined variable "$x"'],
    ['{{ "a }}', 'unterminated quoted string'],
    ['{{ .a', 'unclosed action'],
    ["{{ 'ab' }}", 'malformed character constant'],
    ['{{ break }}', '{{break}} outside {{range}}'],
    ['a\n{{ } }}', 'template: template:2: unexpected "}" in command'],
  ])('refuses %j', (text, message) => {
    expect(render(text).fault?.message).toContain(message);
  });

  test.each([
    '{{ range until 100000 }}{{ range until 100000 }}x{{ end }}{{ end }}',
    '{{ define "t" }}{{ template "t" }}{{ end }}{{ template "t" }}',
    '{{ range until 2000000000 }}x{{ end }}',
    '{{ repeat 2000000000 "x" }}',
    '{{ printf "%999999999d" 1 }}',
    '{{ (untilStep 0 5 0) }}',
  ])('terminates with a bounded text for %j', (text) => {
    expect(render(text).text.length).toBeLessThan(2 ** 24);
  });
});
