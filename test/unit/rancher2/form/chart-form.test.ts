import { describe, expect, test } from 'vitest';
import { ChartForm } from '../../../../src/rancher2/form/chart-form.ts';
import { readQuestions, readValues } from '../../../../src/rancher2/form/read-form.ts';
import { sentValues, someCluster } from '../../../../src/rancher2/form/sent-values.ts';
import type { Values } from '../../../../src/rancher2/form/value-path.ts';

function read(text: string): Values {
  const { value, fault } = { value: undefined, ...readValues(text) };
  if (!value) throw new Error(fault?.message);
  return value;
}

const formOf = (values: string, questions: string, release: Values = {}) =>
  new ChartForm(read(values), readQuestions(read(questions)), release);

const shownIn = (form: ChartForm) =>
  form.shown().map(({ question, group }) => `${group}/${question.variable}`);

describe('the form of a chart', () => {
  test('orders questions by tabs, whose names are compared without case', () => {
    const form = formOf(
      '',
      `questions:
- {variable: a, group: One}
- {variable: b, group: Two}
- {variable: c, group: ' one '}
- {variable: d}
`,
    );
    expect(shownIn(form)).toEqual(['One/a', 'One/c', 'Two/b', 'Questions/d']);
  });

  test('shows subquestions in the tab of their question, when its condition holds', () => {
    const form = formOf(
      'enabled: false\n',
      `questions:
- variable: enabled
  type: boolean
  group: One
  show_subquestion_if: true
  subquestions:
  - {variable: part}
- {variable: other, show_if: enabled=true}
`,
    );
    expect(shownIn(form)).toEqual(['One/enabled']);
    form.set('enabled', true);
    expect(shownIn(form)).toEqual(['One/enabled', 'One/part', 'Questions/other']);
  });

  test('uses a default only for what the values lack', () => {
    const form = formOf(
      'a: 1\nempty: ""\n',
      `questions:
- {variable: a, type: int, default: 2}
- {variable: empty, default: full}
- {variable: b.c, type: int, default: 3}
- {variable: flag, type: boolean, default: "true"}
`,
    );
    expect(form.changes()).toEqual({ b: { c: 3 }, flag: true });
  });

  test('sets the default of a question that a default shows', () => {
    const form = formOf(
      '',
      `questions:
- {variable: a, type: boolean, default: true}
- {variable: b, default: x, show_if: a=true}
`,
    );
    expect(form.changes()).toEqual({ a: true, b: 'x' });
  });

  test('keeps what was answered before a question is hidden', () => {
    const form = formOf(
      'a: x\nb: ""\n',
      'questions: [{variable: a}, {variable: b, show_if: a=x}]\n',
    );
    form.set('b', 'text');
    form.set('a', 'y');
    expect(shownIn(form)).toEqual(['Questions/a']);
    expect(form.changes()).toEqual({ a: 'y', b: 'text' });
  });

  test('has the values of the release on top, with lists as a whole', () => {
    const form = formOf('a: {b: 1, c: [1, 2]}\n', 'questions: []\n', { a: { c: [3] } });
    expect(form.values()).toEqual({ a: { b: 1, c: [3] } });
    expect(form.changes()).toEqual({ a: { c: [3] } });
  });

  test('reads a variable with a key that has dots', () => {
    const form = formOf('labels: {"a.b": x}\n', `questions: [{variable: 'labels."a.b"'}]\n`);
    form.set('labels."a.b"', 'y');
    expect(form.changes()).toEqual({ labels: { 'a.b': 'y' } });
  });

  test('reads a JSONPath, and writes it below the key $', () => {
    const form = formOf('a: x\n', 'questions: [{variable: $.a}, {variable: $.b, default: w}]\n');
    form.set('$.a', 'z');
    expect([form.value('$.a'), form.values()]).toEqual(['x', { a: 'x', $: { b: 'w', a: 'z' } }]);
    expect(form.value('$..a')).toBeUndefined();
  });

  test.each([
    ['show_if: true', []],
    ['show_if: 3', []],
    ['show_if: null', []],
    ['show_if: [a=b]', []],
    ['show_if: ""', ['a', 'b']],
    ['if: null, show_if: a=w', ['a', 'b']],
    ['if: false', ['a', 'b']],
    ['if: 0, show_if: 3', ['a', 'b']],
    ['if: a == "w"', ['a']],
  ])('with %s, shows %j', (condition, expected) => {
    const form = formOf('a: x\n', `questions: [{variable: a}, {variable: b, ${condition}}]\n`);
    expect(form.shown().map(({ question }) => question.variable)).toEqual(expected);
  });

  test.each([
    ['show_subquestion_if: null', ['a']],
    ['show_subquestion_if: [x]', ['a', 'b']],
    ['subquestions_if: null, subquestion_if: a == "w"', ['a', 'b']],
    ['subquestions_if: true, show_subquestion_if: w', ['a', 'b']],
    ['subquestions_if: false, show_subquestion_if: w', ['a']],
  ])('with %s, shows %j of a question and its subquestion', (condition, expected) => {
    const question = `{variable: a, ${condition}, subquestions: [{variable: b}]}`;
    const form = formOf('a: x\n', `questions: [${question}]\n`);
    expect(form.shown().map((shown) => shown.question.variable)).toEqual(expected);
  });

  test('does not change prototypes', () => {
    const form = formOf('', 'questions: [{variable: __proto__.polluted, default: x}]\n');
    form.set('__proto__.polluted', 'x');
    expect(form.changes()).toEqual({});
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('ends if defaults hide and show each other', () => {
    const form = formOf(
      '',
      `questions:
- {variable: a, default: x, show_if: b=}
- {variable: b, default: x, show_if: a=}
`,
    );
    expect(shownIn(form)).toEqual([]);
  });
});

describe('what is sent', () => {
  test('has facts of the cluster, and no registry if the chart has no value for one', () => {
    expect(sentValues({ a: 1 }, { a: 2 }, someCluster)).toEqual({
      a: 2,
      global: {
        cattle: {
          clusterId: 'local',
          clusterName: 'local',
          systemProjectId: 'p-system',
          url: 'https://rancher.example.com',
          rkePathPrefix: '',
          rkeWindowsPathPrefix: '',
        },
      },
    });
  });

  test('has the registry at both places', () => {
    const chart = { global: { cattle: { systemDefaultRegistry: '' } } };
    const changes = { global: { cattle: { systemDefaultRegistry: 'registry.local' } } };
    expect(sentValues(chart, changes, someCluster)).toMatchObject({
      global: {
        systemDefaultRegistry: 'registry.local',
        cattle: { systemDefaultRegistry: 'registry.local' },
      },
    });
    expect(sentValues(chart, {}, someCluster)).toMatchObject({
      global: { systemDefaultRegistry: '', cattle: { systemDefaultRegistry: '' } },
    });
  });
});
