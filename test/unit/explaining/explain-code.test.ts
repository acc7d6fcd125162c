import { expect, test } from 'vitest';
import { explainCode } from '../../../src/actions/explaining/explain-code.ts';
import { readTopics } from '../../../src/actions/explaining/topics.ts';
import { drillsFor } from '../../../src/cluster/drills/drills.ts';
import { codes } from '../../../src/diagnostics/codes.ts';
import { rules } from '../../../src/lint/rule-list.ts';

const named = (kind: string) =>
  readTopics()
    .filter((topic) => topic.kind === kind)
    .map(({ name }) => name)
    .toSorted();

test('every diagnostic, rule, drill and exit code can be explained', () => {
  expect(named('diagnostic')).toEqual(Object.keys(codes).toSorted());
  expect(named('rule')).toEqual(rules.map(({ code }) => code).toSorted());
  expect(named('drill')).toEqual(
    drillsFor(undefined)
      .map(({ name }) => name)
      .toSorted(),
  );
  expect(named('exit code')).toEqual(['0', '1', '130', '2']);
});

test('a code is found as it is printed, in brackets', () => {
  expect(explainCode('[yaml-tab]').map(({ kind }) => kind)).toEqual(['diagnostic', 'rule']);
});

test('an unknown code is a usage error with the nearest one', () => {
  expect(() => explainCode('yaml-tap')).toThrow(/yaml-tap/);
});
