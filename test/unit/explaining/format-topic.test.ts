import { expect, test } from 'vitest';
import { formatTopic } from '../../../src/commands/format-topic.ts';
import { noPaint } from '../../../src/diagnostics/format-diagnostic.ts';

const topic = {
  kind: 'rule',
  name: 'icon-name',
  text: '*error* — Text.\n\nWrong, `a.yml`:\n\n```yaml\na: 1\n\n# b\n```\n\nRight:\n\n```sh\n$ ls\n```',
} as const;

test('examples are indented below their titles, without fences', () => {
  expect(formatTopic(topic, noPaint)).toBe(
    'icon-name (rule)\n\n*error* — Text.\n\nWrong, `a.yml`:\n    a: 1\n\n    # b\n\nRight:\n    $ ls\n',
  );
});

test('the name and the titles of examples are bold', () => {
  const text = formatTopic(topic, (style, part) => `<${style}>${part}</>`);
  expect(text.match(/<bold>.*<\/>/g)).toEqual([
    '<bold>icon-name (rule)</>',
    '<bold>Wrong, `a.yml`:</>',
    '<bold>Right:</>',
  ]);
});
