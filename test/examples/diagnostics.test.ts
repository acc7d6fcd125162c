import { describe, expect, test } from 'vitest';
import { readTopics } from '../../src/actions/explaining/topics.ts';
import { docExamples } from '../support/doc-examples.ts';
import { useGit } from '../support/publishing.ts';
import { examplesNotRun, exampleVariables, printedAs, type NotRun } from './example-cases.ts';
import { useExampleWorld } from './example-world.ts';
import { runExamples } from './run-example.ts';

useGit();
const newFolder = useExampleWorld();
const topics = readTopics();

const sections = topics
  .filter(({ kind }) => kind === 'diagnostic')
  .map(({ name, text }) => ({ name, examples: docExamples(text) }));

const notRun: Readonly<Record<string, NotRun>> = examplesNotRun;

describe('the examples of a diagnostic', () => {
  test.for(sections)('$name', async ({ name, examples }) => {
    const wrong = examples.filter(({ kind }) => kind === 'Wrong');
    const right = examples.filter(({ kind }) => kind === 'Right');
    expect(wrong).not.toEqual([]);
    expect(right).not.toEqual([]);
    const what = notRun[name]?.what;
    if (what === 'both') return;
    const folder = newFolder();
    const code = printedAs[name] ?? name;
    const { found, output } = await runExamples(folder, name, wrong, exampleVariables[name]);
    expect({ output, hasCode: found.includes(code) }).toEqual({ output, hasCode: true });
    if (what === 'right') return;
    const good = await runExamples(folder, name, right, exampleVariables[name]);
    const end = { ...good, hasCode: good.found.includes(code) };
    expect(end).toEqual({ ...end, code: 0, hasCode: false });
  });

  test('lists every example that is not run', () => {
    const names = new Set(sections.map(({ name }) => name));
    for (const name of [...Object.keys(notRun), ...Object.keys(exampleVariables)]) {
      expect(names).toContain(name);
    }
  });
});

test('the examples of exit codes exit with them', async () => {
  const folder = newFolder();
  for (const { kind, name, text } of topics) {
    if (kind !== 'exit code') continue;
    const [example] = docExamples(text);
    expect(example?.text).toContain(`$ echo $?\n${name}\n`);
    // No test presses Ctrl-C here; test/e2e does. For 3, a cluster must run; test/cluster has the case.
    if (!example || name === '130' || name === '3') continue;
    const { code, output } = await runExamples(folder, name, [example]);
    expect({ name, code, output }).toEqual({ name, code: Number(name), output });
  }
});
