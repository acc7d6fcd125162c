import { describe, expect, test } from 'vitest';
import { storedAnswers } from '../../../src/page/stored-answers.ts';
import { shellQuoted } from '../../../src/rancher/form/shell-quoted.ts';

describe('stored answers', () => {
  test.each([
    ['YAML', 'A: one\nB: ""\nC: null\nD: 1.0\nE: yes\n'],
    ['JSON', '{"A": "one", "B": "", "C": null, "D": 1.0, "E": yes}'],
    [
      'the stack of the API',
      'id: 1st5\nname: shop\nenvironment: {A: one, B: "", C: null, D: 1.0, E: yes}\n',
    ],
  ])('are read from %s; of numbers and booleans, the text counts', (_form, text) => {
    expect(storedAnswers(text)).toEqual({ A: 'one', B: '', C: null, D: '1.0', E: 'yes' });
  });

  test('are read from answers.txt, as the page writes it', () => {
    const answers = { A: 'it\'s $5 \\ "two"', B: '', C: 'two \\ words', D: '#1; x|y', E: 'a=b' };
    const lines = Object.entries(answers).map(([name, value]) => `${name}=${shellQuoted(value)}`);
    expect(storedAnswers(`${lines.join('\n')}\n`)).toEqual(answers);
  });

  test.each([
    ['a list', '[1, 2]', 'expected a map'],
    ['a text', 'hello', 'expected a map'],
    ['an answer that is a map', 'A: {b: 1}', 'The answer of A is a map or a list'],
    ['what is not YAML', 'A: "open', 'not valid YAML'],
  ])('are not read from %s', (_what, text, message) => {
    expect(() => storedAnswers(text)).toThrow(message);
  });
});
