import { expect, test } from 'vitest';
import { explainCode } from '../../../src/actions/explaining/explain-code.ts';
import { readTopics } from '../../../src/actions/explaining/topics.ts';
import { allDrills } from '../../../src/cluster/drills/all-drills.ts';
import { statusRules } from '../../../src/cluster/rules/status-rules.ts';
import { codes } from '../../../src/diagnostics/codes.ts';
import { rules } from '../../../src/lint/rule-list.ts';

const topics = await readTopics();

const named = (kind: string) =>
  topics
    .filter((topic) => topic.kind === kind)
    .map(({ name }) => name)
    .toSorted();

test('every diagnostic, rule of lint or cluster status, drill and exit code can be explained', () => {
  expect(named('diagnostic')).toEqual(Object.keys(codes).toSorted());
  expect(named('rule')).toEqual(rules.map(({ code }) => code).toSorted());
  expect(named('status rule')).toEqual(statusRules.map(({ name }) => name).toSorted());
  expect(named('drill')).toEqual(
    allDrills()
      .map(({ name }) => name)
      .toSorted(),
  );
  expect(named('exit code')).toEqual(['0', '1', '130', '2']);
});

test('the rules between the answers of a blueprint can be explained', async () => {
  const [topic] = await explainCode('quorum-above-sentinels');
  expect(topic?.text).toContain('quorum <= sentinels');
});

test('a code is accepted as it is printed, in brackets', async () => {
  expect((await explainCode('[yaml-tab]')).map(({ kind }) => kind)).toEqual(['diagnostic', 'rule']);
});

test('an unknown code is a usage error that suggests the nearest one', async () => {
  await expect(explainCode('yaml-tap')).rejects.toMatchObject({
    diagnostics: [{ code: 'usage', hint: expect.stringContaining('yaml-tab') }],
  });
});
