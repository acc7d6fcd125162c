import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, openRancherForm } from '../../scripts/rancher-form.mjs';
import { ChartForm } from '../../src/rancher2/form/chart-form.ts';
import { diffValues } from '../../src/rancher2/form/diff-values.ts';
import { enterAnswer } from '../../src/rancher2/form/enter-answer.ts';
import { widgetOf } from '../../src/rancher2/form/form-question.ts';
import { readQuestions, readValues } from '../../src/rancher2/form/read-form.ts';
import type { Values } from '../../src/rancher2/form/value-path.ts';
import { chartBlueprints } from '../support/chart-renderings.ts';
import { chartOf } from '../support/charts.ts';
import { randomChart, randomSteps, randomValues, type Step } from '../support/form-fillings.ts';

/** `RANCHER_FORM_SEED=7` tries other fillings than those of every run. */
const seed = Number(process.env.RANCHER_FORM_SEED ?? 1);
const fillings = process.env.CI === 'true' ? 100 : 10;

/** What a form shows and has after an answer. */
interface Moment {
  readonly variable: string;
  readonly shown: readonly string[];
  readonly values: Values;
}

interface Chart {
  readonly name: string;
  readonly chartValues: Values;
  readonly questions: unknown;
  readonly userValues?: Values;
}

/** A filling: what the form has first, after each answer, and what it sends. */
interface Filled {
  readonly first: readonly string[];
  readonly trace: readonly Moment[];
  readonly sent: Values;
}

/** The page in the browser, and what closes it. */
interface Opened {
  readonly page: { evaluate<A, R>(run: (given: A) => R | Promise<R>, given: A): Promise<R> };
  close(): Promise<void>;
}

let opened: Opened;

/** Runs in the browser: Rancher's components are answered as by a user. */
async function fillReal(chart: Chart, steps: readonly Step[]): Promise<Filled> {
  return opened.page.evaluate(
    async (given) => {
      const form = (globalThis as unknown as { rancherForm: RancherForm }).rancherForm;
      await form.show(given.chart);
      const first = form.shown();
      const trace = await form.fill(given.steps);
      return { first, trace, sent: form.sent() };
    },
    { chart, steps },
  );
}

/** What the page offers to this test (scripts/rancher-form/main.js). */
interface RancherForm {
  show(chart: Chart): Promise<void>;
  shown(): string[];
  fill(steps: readonly Step[]): Promise<Moment[]>;
  sent(): Values;
  diff(this: void, from: Values, to: Values): Values;
}

const shownIn = (form: ChartForm) =>
  form.shown().map(({ question, group }) => `${group}/${question.variable}`);

/** The same in our account of the form. */
function fillOurs({ chartValues, questions, userValues }: Chart, steps: readonly Step[]): Filled {
  const form = new ChartForm(
    structuredClone(chartValues),
    readQuestions({ questions }),
    structuredClone(userValues ?? {}),
  );
  const first = shownIn(form);
  const trace: Moment[] = [];
  for (const { pick, text, flag, choice } of steps) {
    const shown = form.shown();
    const question = shown[pick % shown.length]?.question;
    if (!question) break;
    const { variable, choices } = question;
    const widget = widgetOf(question.type);
    if (widget === 'boolean') {
      const value = form.value(variable);
      // The component negates what is there, also if it is text; Vue takes empty text for true there.
      if ((value === true) !== flag) form.set(variable, value !== '' && !value);
    } else {
      const given = widget === 'enum' ? choices[choice % choices.length] : text;
      const { value } = enterAnswer(question, String(given));
      // A choice that is taken already is not sent again.
      const isTaken = widget === 'enum' && value === form.value(variable);
      if (value !== undefined && !isTaken) form.set(variable, value);
    }
    trace.push({ variable, shown: shownIn(form), values: form.values() });
  }
  return { first, trace, sent: form.changes() };
}

function readChart(blueprint: string): Chart {
  const read = (file: string) => {
    const { value, fault } = {
      value: undefined,
      ...readValues(readFileSync(join(chartOf(blueprint), file), 'utf8')),
    };
    if (!value) throw new Error(fault?.message);
    return value;
  };
  return {
    name: blueprint,
    chartValues: read('values.yaml'),
    questions: read('questions.yaml').questions,
  };
}

const hasBrowser = existsSync(chromium) || process.env.CI === 'true';

describe.runIf(hasBrowser)('the form of Rancher 2', () => {
  beforeAll(async () => {
    console.log(`RANCHER_FORM_SEED=${seed}`);
    opened = await openRancherForm();
  }, 900_000);
  afterAll(() => opened?.close());

  test.each(chartBlueprints)(
    `agrees with our account of it for the chart of %s, in ${fillings} fillings`,
    { timeout: 600_000 },
    async (blueprint) => {
      const chart = readChart(blueprint);
      for (const steps of fc.sample(randomSteps, { numRuns: fillings, seed })) {
        const real = await fillReal(chart, steps);
        expect({ steps, ...fillOurs(chart, steps) }).toEqual({ steps, ...real });
      }
    },
  );

  test(
    `agrees with our account of it for ${fillings} random charts`,
    { timeout: 600_000 },
    async () => {
      const cases = fc.sample(fc.tuple(randomChart, randomSteps), { numRuns: fillings, seed });
      for (const [chart, steps] of cases) {
        const real = await fillReal(chart, steps);
        expect({ chart, steps, ...fillOurs(chart, steps) }).toEqual({ chart, steps, ...real });
      }
    },
  );

  test('sends the same difference of values', { timeout: 600_000 }, async () => {
    const pairs = fc.sample(fc.tuple(randomValues, randomValues), { numRuns: 2000, seed });
    const real = await opened.page.evaluate((given) => {
      const { diff } = (globalThis as unknown as { rancherForm: RancherForm }).rancherForm;
      return given.map(([from, to]) => diff(from, to));
    }, pairs);
    for (const [index, [from, to]] of pairs.entries()) {
      expect({ from, to, sent: diffValues(from, to) }).toEqual({ from, to, sent: real[index] });
    }
  });
});
