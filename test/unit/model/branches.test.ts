import fc from 'fast-check';
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

describe('the combinations that are launched besides others', () => {
  const answers = fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 9 })
    .map((counts) =>
      counts.map((count, index) => ({
        variable: `v${index}`,
        values: Array.from({ length: count }, (_, value) => `${value}`),
      })),
    );
  const withLaunched = answers.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.array(
        // 9 is not a value of any answer.
        fc
          .tuple(...all.map(({ values }) => fc.constantFrom(...values, ...values, '9')))
          .map((row) => new Map(row.map((value, index) => [`v${index}`, value]))),
        { maxLength: 12 },
      ),
    ),
  );

  const textOf = (set: ReadonlyMap<string, string>) => [...set].join(' ');

  test('are all of them, or have each pair of values, with those', () => {
    fc.assert(
      fc.property(withLaunched, ([all, launched]) => {
        const more = branchesOf(all, launched);
        const rows = [...launched, ...more];
        const combinations = all.reduce((product, { values }) => product * values.length, 1);
        const possible = rows.filter((row) => [...row.values()].every((value) => value !== '9'));
        expect(new Set(possible.map(textOf)).size).toBeGreaterThanOrEqual(
          combinations <= 64 ? combinations : 1,
        );
        for (const [at, { variable: a, values }] of all.entries()) {
          for (const { variable: b, values: others } of all.slice(at + 1)) {
            const pairs = new Set(possible.map((row) => `${row.get(a)} ${row.get(b)}`));
            expect(pairs.size).toBe(values.length * others.length);
          }
        }
        const known = new Set(launched.map(textOf));
        expect(more.filter((row) => known.has(textOf(row)))).toEqual([]);
      }),
    );
  });

  test('are one more for booleans, if the default and each other value alone were launched', () => {
    const all = booleans(10);
    const none = all.map(({ variable }) => [variable, 'false'] as const);
    const alone = all.map(({ variable }) => new Map([...none, [variable, 'true'] as const]));
    const more = branchesOf(all, [new Map(none), ...alone]);
    expect(more.map((each) => new Set(each.values()))).toEqual([new Set(['true'])]);
  });

  test('do not count one without a value for each answer', () => {
    const all = [...booleans(2), { variable: 'text', values: ['', 'x'] }];
    const launched = [
      new Map([
        ['v0', 'true'],
        ['v1', 'true'],
      ]),
    ];
    expect(branchesOf(all, launched)).toEqual(branchesOf(all));
  });
});
