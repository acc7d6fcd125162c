// What is reported if an answer cannot be computed.
import { expect, test } from 'vitest';
import { render } from './rendered.ts';

const declared = {
  short: { 'x-value': '{{semver title "major"}}' },
  longer: { 'x-value': '{{upper short}}-x' },
  apart: { 'x-value': '{{upper title}}' },
};

test('an answer that cannot be computed is reported once, and other faults of helpers beside it', async () => {
  const made = [
    'a: {{upper longer}}',
    'b: {{semver description "major"}}',
    'c: {{apart}}{{json (lower short)}}',
  ].join('\n');
  const templates = { 'a.conf': made, 'b.conf': '{{semver longer "minor"}}' };
  const { faults, messages } = await render(templates, {}, {}, declared);
  expect(messages).toEqual([
    'x-value of short: semver cannot read "My shop"',
    'semver cannot read "A shop."',
  ]);
  expect(faults[1]).toBe('a.conf.hbs:2:4 template-helper');
});
