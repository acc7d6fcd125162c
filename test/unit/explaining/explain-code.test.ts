import { describe, expect, test } from 'vitest';
import { explainCode } from '../../../src/actions/explaining/explain-code.ts';
import { readTopics, type TopicKind } from '../../../src/actions/explaining/topics.ts';
import { allDrills, allShardDrills } from '../../../src/cluster/drills/all-drills.ts';
import { faultNames } from '../../../src/cluster/storm/storm-fault.ts';
import { statusRules } from '../../../src/cluster/rules/status-rules.ts';
import { ownRules } from '../../../src/cluster/sharded/rules/sharded-rules.ts';
import { summaryOf } from '../../../src/commands/format-topic.ts';
import { codes } from '../../../src/diagnostics/codes.ts';
import { CatalogError } from '../../../src/diagnostics/diagnostic.ts';
import { builtInBlueprints } from '../../../src/files/built-in-blueprint.ts';
import { rules } from '../../../src/lint/rule-list.ts';
import { causeKinds } from '../../../src/publish/cause.ts';
import { rulesOf } from '../../support/answer-rules-page.ts';
import { docExamples } from '../../support/doc-examples.ts';

const topics = readTopics();
const everyDrill = [...allDrills(), ...allShardDrills()];

const answerRules = (await Promise.all(builtInBlueprints().map(rulesOf))).flat();

/** Everything that the program names, by kind. */
const named: Readonly<Record<TopicKind, readonly string[]>> = {
  diagnostic: Object.keys(codes),
  rule: rules.map(({ code }) => code),
  'status rule': [...statusRules, ...ownRules].map(({ name }) => name),
  'answer rule': [...new Set(answerRules.map(({ rule }) => rule))],
  drill: everyDrill.map(({ name }) => name),
  fault: faultNames,
  'exit code': ['0', '1', '2', '3', '130'],
};

/** Kinds without a wrong and a right example, with the reason, and what their sections have in its place. */
const others: Partial<Record<TopicKind, { reason: string; has: RegExp }>> = {
  drill: { reason: 'what a cluster endures is neither wrong nor right', has: /^- Bounds: /m },
  fault: { reason: 'what a cluster endures is neither wrong nor right', has: /^- Hits: /m },
  'exit code': { reason: 'a call that ends with it is enough', has: /^Example:\n\n```sh\n/m },
};

describe('what the program names can be explained', () => {
  test.for(Object.entries(named))('%s', ([kind, names]) => {
    const explained = topics.filter((topic) => topic.kind === kind).map(({ name }) => name);
    expect(explained.toSorted()).toEqual(names.toSorted());
  });
});

describe('a section has a wrong and a right example', () => {
  test.for(topics.filter(({ kind }) => !others[kind]))('$kind $name', ({ text }) => {
    const kinds = docExamples(text).map((example) => example.kind);
    expect(kinds).toEqual(expect.arrayContaining(['Wrong', 'Right']));
  });

  test.for(Object.entries(others))('except a %s, which has something else', ([kind, { has }]) => {
    for (const topic of topics.filter((each) => each.kind === kind)) {
      expect(topic.text).toMatch(has);
    }
  });

  test('and a rule between answers has its message, with the values', () => {
    const sections = topics.filter(({ kind }) => kind === 'answer rule');
    for (const { name, text } of sections) {
      expect(text).toMatch(new RegExp(`^Message:\n\n\`\`\`text\n.*\\[${name}\\]\n`, 'm'));
      expect(text).not.toMatch(/[{}]/);
    }
  });
});

test.for(topics)('the summary of $kind $name is a complete sentence', (topic) => {
  const summary = summaryOf(topic);
  expect(summary).toMatch(/^\S+ \S+ .*\S\.$/);
});

test('a code is accepted as it is printed, in brackets', () => {
  expect(explainCode('[yaml-tab]').map(({ kind }) => kind)).toEqual(['diagnostic', 'rule']);
});

test('a number is an exit code, a drill, or both', () => {
  const found = (code: string) => explainCode(code).map(({ kind, name }) => `${kind} ${name}`);
  expect(found('4')).toEqual(['drill master-killed']);
  expect(found('2')).toEqual(['exit code 2', 'drill sentinels-killed']);
  expect(found('130')).toEqual(['exit code 130']);
  for (const { id, name } of everyDrill) expect(found(String(id))).toContain(`drill ${name}`);
});

function hintOf(code: string): string | undefined {
  try {
    explainCode(code);
  } catch (error) {
    if (error instanceof CatalogError) return error.diagnostics[0]?.hint;
    throw error;
  }
  throw new Error(`${code} is explained`);
}

describe('an unknown code is a usage error', () => {
  test('with the nearest code', () => {
    expect(hintOf('yaml-tap')).toBe('did you mean yaml-tab?');
    expect(hintOf('replica-linked')).toBe('did you mean replicas-linked?');
  });

  test('for a number, with the exit codes and the drills', () => {
    const drills = everyDrill.map(({ id }) => id);
    expect(drills.toSorted((a, b) => a - b)).toEqual(drills.map((_, index) => index + 1));
    expect(hintOf('99')).toBe(
      `exit codes are 0, 1, 2, 3 and 130; drills are 1 to ${drills.length}`,
    );
  });

  test('for what may be a rule of another blueprint, with the place of its rules', () => {
    expect(hintOf('memory-above-host')).toContain('x-rules');
    expect(hintOf('[memory-above-host]')).toContain('x-rules');
    expect(hintOf('What is this?')).toBe('rancher-catalog explain --list lists the codes');
  });

  test('for a cause of a larger release, with the code of its message', () => {
    for (const kind of Object.keys(causeKinds)) {
      expect(hintOf(kind)).toContain(`${kind} is a cause of bump-too-small`);
    }
    expect(hintOf('question-removed:replicas')).toBe(hintOf('question-removed'));
  });

  test('never with a number for a letter', () => {
    expect(hintOf('q')).not.toContain('did you mean');
  });
});
