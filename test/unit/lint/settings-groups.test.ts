import { expect, test } from 'vitest';
import { severitiesOf } from '../../../src/actions/entries/lint-rules.ts';
import { readSettingsFile } from '../../../src/lint/read-settings-file.ts';

const read = async (text: string) => (await readSettingsFile(text, '.rancher-catalog.yml')).value;

test('a group of rules can be turned off, except for one of them', async () => {
  const settings = await read('rules:\n  privileged: error\n  security: off\n');
  expect(settings?.severities.get('host-mount')).toBe('off');
  expect(settings?.severities.get('image-unpinned')).toBe('off');
  expect(settings?.severities.get('privileged')).toBe('error');
  expect(settings?.severities.has('link-unknown')).toBe(false);
});

test('a group of rules can be ignored for some files', async () => {
  const text = 'ignore:\n- {rule: security, path: "infra/**", reason: drivers}\n';
  const ignores = (await read(text))?.ignores ?? [];
  expect(ignores.map(({ rule }) => rule)).toContain('secret-in-environment');
  expect(ignores.every(({ matches }) => matches('infra/a/0/docker-compose.yml'))).toBe(true);
});

test('an unknown group is an unknown rule', async () => {
  const { diagnostics } = await readSettingsFile('rules: {safety: off}\n', '.rancher-catalog.yml');
  expect(diagnostics.map(({ message }) => message)).toEqual(['unknown rule: safety']);
});

test('--rule takes a group', () => {
  expect(severitiesOf(['security=off']).get('agent-role')).toBe('off');
  expect(severitiesOf(['security']).get('link-unknown')).toBe('off');
  expect(severitiesOf(['security']).get('agent-role')).toBe('warning');
});
