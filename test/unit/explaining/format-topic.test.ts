import { expect, test } from 'vitest';
import { formatTopic, formatTopics } from '../../../src/commands/format-topic.ts';
import { noPaint } from '../../../src/diagnostics/format-diagnostic.ts';

const topic = {
  kind: 'rule',
  name: 'icon-name',
  text: '*error* — Text.\n\nWrong, `a.yml`:\n\n```yaml\na: 1\n\n# b\n```\n\nRight:\n\n```sh\n$ ls\n```',
} as const;

test('examples are indented below their titles, without fences', () => {
  expect(formatTopic(topic, noPaint, 80)).toBe(
    'icon-name (rule)\n\n*error* — Text.\n\nWrong, `a.yml`:\n    a: 1\n\n    # b\n\nRight:\n    $ ls\n',
  );
});

test('the name and the titles of examples are bold', () => {
  const text = formatTopic(topic, (style, part) => `<${style}>${part}</>`, 80);
  expect(text.match(/<bold>.*<\/>/g)).toEqual([
    '<bold>icon-name (rule)</>',
    '<bold>Wrong, `a.yml`:</>',
    '<bold>Right:</>',
  ]);
});

test('the message between two examples has a title as well', () => {
  const text = 'Wrong:\n\n```yaml\na: 1\n```\n\nMessage:\n\n```text\nfile.yml  error\n```';
  expect(formatTopic({ kind: 'answer rule', name: 'a-b', text }, noPaint, 80)).toBe(
    'a-b (answer rule)\n\nWrong:\n    a: 1\n\nMessage:\n    file.yml  error\n',
  );
});

test('the number of a drill is shown beside its name', () => {
  const drill = { kind: 'drill', name: 'master-killed', number: 4, text: 'A text.' } as const;
  expect(formatTopic(drill, noPaint, 80)).toBe('master-killed (drill 4)\n\nA text.\n');
  expect(formatTopics([drill], 80)).toMatch(/^master-killed +drill 4 +A text\.$/m);
});

test('paragraphs fit the terminal; examples, lists and tables stay as they are', () => {
  const text = `${'A word. '.repeat(8)}\nThe next line.\n\n- an item of a list\n\n| a | table |\n\n\`\`\`sh\n$ a command that is long\n\`\`\``;
  const lines = formatTopic({ ...topic, text }, noPaint, 20)
    .split('\n')
    .slice(2);
  expect(lines.slice(0, 5).join(' ')).toBe(`${'A word. '.repeat(8)}The next line.`);
  expect(lines.slice(0, 5).every((line) => line.length <= 20)).toBe(true);
  expect(lines.slice(5)).toEqual([
    '',
    '- an item of a list',
    '',
    '| a | table |',
    '',
    '    $ a command that is long',
    '',
  ]);
});
