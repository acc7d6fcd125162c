import { expect, test } from 'vitest';
import { holds, jexlOf } from '../../../../src/rancher2/form/condition.ts';

const values = {
  a: true,
  b: false,
  n: 3,
  text: 'x',
  empty: '',
  nothing: null,
  map: { deep: 'y', off: false },
  'with-hyphen': 'x',
};

const isShown = (showIf: string) =>
  holds(jexlOf(showIf), { values, variables: new Set(Object.keys(values)), showIf });

test.each([
  ['a=true', true],
  ['a = true', true],
  ['b=true', false],
  ['b=false', true],
  ['n=3', true],
  ['n=4', false],
  ['text=x', true],
  ['text=y', false],
  ['empty=', true],
  ['nothing=', true],
  ['missing=', true],
  ['text=', false],
  ['nothing=null', true],
  ['map.deep=y', true],
  ['map.off=', true],
  ['missing.deep=y', false],
  ['a=true&&n=3', true],
  ['a=true&&n=4', false],
  ['b=true||n=3', true],
  ['b=true||n=4', false],
  ['text', true],
  ['empty', false],
  ['', true],
  ['(a=true)', false],
  // Not in the grammar: shown, because the expression cannot be evaluated.
  ['text!=x', true],
  ['text="x"', true],
  ['text=x=y', true],
  ['text=y\n', true],
  ['=y', true],
  ['text==y', true],
  // Evaluated, but as another comparison than it seems: with the text `x)`, with `!a`, from left to right.
  ['(text=x)', false],
  ['(text=x)&&n=3', false],
  ['!a=true', false],
  ['!a=false', true],
  ['!text=x', false],
  ['n=3||a=true&&b=true', false],
  ['a=true&&n=3||b=true', true],
  ['text == "x"\n', true],
  ['$.text=x', false],
  ['constructor.constructor("return 1")()=1', true],
  // A hyphen is a minus for Jexl; the older grammar is asked then.
  ['with-hyphen=x', true],
  ['with-hyphen=y', false],
  ['with-hyphen=x&&b=false', true],
  ['with-hyphen=y||text=x', true],
] as const)('show_if: %s', (showIf, expected) => {
  expect(isShown(showIf)).toBe(expected);
});
