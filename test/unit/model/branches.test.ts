import { describe, expect, test } from 'vitest';
import { branchesOf } from '../../../src/model/branches.ts';

const booleans = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    variable: `v${index}`,
    values: ['true', 'false'],
  }));

describe('the combinations of answers that are launched', () => {
  test('are all of them up to 64', () => {
    const branches = branchesOf(booleans(6));
    expect(new Set(branches.map((each) => [...each.values()].join())).size).toBe(64);
  });

  test.for([7, 20, 65])('have each pair of values at least once, of %i answers', (count) => {
    const answers = booleans(count);
    const branches = branchesOf(answers);
    expect(branches.length).toBeLessThan(30);
    for (const { variable: a, values } of answers) {
      for (const { variable: b } of answers) {
        if (a === b) continue;
        const pairs = new Set(branches.map((each) => `${each.get(a)} ${each.get(b)}`));
        expect(pairs.size).toBe(values.length ** 2);
      }
    }
  });

  test('have each value, of one answer with many', () => {
    const values = Array.from({ length: 100 }, (_, index) => String(index));
    const branches = branchesOf([{ variable: 'v', values }]);
    expect(branches.map((each) => each.get('v'))).toEqual(values);
  });

  test('have each value, of answers with so many that their pairs are too many', () => {
    const values = Array.from({ length: 50 }, (_, index) => String(index));
    const branches = branchesOf(['a', 'b', 'c'].map((variable) => ({ variable, values })));
    for (const variable of ['a', 'b', 'c']) {
      expect(new Set(branches.map((each) => each.get(variable)))).toEqual(new Set(values));
    }
    expect(branches.length).toBeLessThan(200);
  });
});
