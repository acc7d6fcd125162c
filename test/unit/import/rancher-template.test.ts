import { expect, test } from 'vitest';
import { convertRancherCompose } from '../../../src/import/rancher-template.ts';
import type { ImportedAnswer } from '../../../src/import/imported-answer.ts';

const a: ImportedAnswer = {
  name: 'a',
  type: 'string',
  options: [],
  default: '',
  canBeEmpty: false,
};
const answers = new Map([['a', a]]);

const convert = (text: string, place: '.catalog' | 'catalog' | undefined) =>
  convertRancherCompose(text, place, { answers });

test.for([
  [
    'first',
    '.catalog:\n  name: X\n\nweb:\n  scale: ${a}\n',
    '{{catalog}}\n\nweb:\n  scale: {{a}}\n',
  ],
  ['last', 'web:\n  scale: 1\n.catalog:\n  name: X', 'web:\n  scale: 1\n{{catalog}}\n'],
  [
    'in the middle, with comments around it',
    "version: '2'\n# before\n.catalog:\n  # in it\n  name: |\n    X\n\n# after\nservices:\n  web: {scale: 1}\n",
    "version: '2'\n# before\n{{catalog}}\n\n# after\nservices:\n  web: {scale: 1}\n",
  ],
  ['in quotes', '".catalog":\n  name: X\nweb:\n  scale: 1\n', '{{catalog}}\nweb:\n  scale: 1\n'],
  [
    'with braces, which Go cannot read',
    '.catalog:\n  name: "{{x}}"\nweb: {}\n',
    '{{catalog}}\nweb: {}\n',
  ],
] as const)('the catalog block is replaced where it is: %s', ([, before, after]) => {
  expect(convert(before, '.catalog')).toMatchObject({ text: after, problems: [] });
});

test.for([
  ["version: '2'\nservices: {}\n", "version: '2'\n{{catalog}}\nservices: {}\n"],
  ['', '{{catalog}}\n'],
  ['web:\n  scale: 1\n', '{{catalog}}\nweb:\n  scale: 1\n'],
] as const)('a file without a catalog block gets one: %j', ([before, after]) => {
  expect(convert(before, undefined).text).toBe(after);
});

test('a block that is not at the left margin is reported', () => {
  expect(convert('{".catalog": {name: X}}\n', '.catalog').problems).toHaveLength(1);
});

test('places of problems are those of the file', () => {
  const text = '.catalog:\n  name: A long name of the entry\n\nweb:\n  scale: {{ .Stack.Name }}\n';
  const [problem] = convert(text, '.catalog').problems;
  expect(text.slice(problem?.offset).startsWith('.Stack.Name')).toBe(true);
});
