import { describe, expect, test } from 'vitest';
import { convert, converted, service } from './converted.ts';

describe('variables', () => {
  test.for([
    ['image: app:${tag}', 'image: app:{{tag}}'],
    ['image: "app:$tag"', 'image: "app:{{tag}}"'],
    ['a variable under another name', 'label: ${class}', 'label: {{class_answer}}'],
    ['a number alone is text, as for Rancher', 'scale: ${port}', 'scale: {{text port}}'],
    [
      'a boolean alone is text, as for Rancher',
      'privileged: ${debug}',
      'privileged: {{text debug}}',
    ],
    ['a number in quotes', "scale: '${port}'", "scale: '{{port}}'"],
    ['a literal dollar', 'image: $${tag}', 'image: $${tag}'],
    ['a variable without a question', 'image: ${other}', 'image: ${other}'],
    ['a comment', '# ${tag}', '# ${tag}'],
    ['a key', '${tag}: 1', '${tag}: 1'],
    ['three braces', 'image: {${tag}}', 'image: {${tag}}'],
    ['a backslash', 'image: C:\\${tag}', String.raw`image: C:\\{{tag}}`],
    ['braces of the text', 'image: "{{.Values.tag}}"', 'image: "{{tag}}"'],
  ] as const)('%s', ([...all]) => {
    const [before, after] = all.slice(-2) as [string, string];
    expect(converted(before)).toEqual([after]);
  });

  test('outside of what Rancher interpolates', () => {
    const text = "version: '2'\nsecrets:\n  a:\n    file: ${tag}\n";
    expect(convert(text).text).toBe(text);
  });

  test('in a file of version 1', () => {
    expect(convert('web:\n  image: app:${tag}\n').text).toBe('web:\n  image: app:{{tag}}\n');
  });

  test('in a text of several lines', () => {
    expect(converted('command: |', '  run ${tag}', '  stop')).toEqual([
      'command: |',
      '  run {{tag}}',
      '  stop',
    ]);
  });

  test('in a file that Go does not process, braces are text', () => {
    const text = `# notemplating\n${service('image: "{{tag}}:${tag}"')}`;
    expect(convert(text).text).toBe(text.replace('{{tag}}:${tag}', String.raw`\{{tag}}:{{tag}}`));
  });

  test('a backslash before braces of the text', () => {
    const text = "# notemplating\nweb:\n  image: 'a\\{{b}}'\n";
    const wanted = text.replace('\\{{', String.raw`\\{{!}}\{{`);
    expect(convert(text).text).toBe(wanted);
  });

  test('comments, order and quotes stay', () => {
    const text = service("b: 'x' # first", '# between', 'a: "y"', 'ports: [ "1:2" ]');
    expect(convert(text).text).toBe(text);
  });
});
