import { expect, test } from 'vitest';
import { render } from './rendered.ts';

const block = async (text: string) => {
  const { files, faults } = await render({ 'rancher-compose.yml': text });
  expect(faults).toEqual([]);
  return files.get('rancher-compose.yml')?.text ?? '';
};

test('without a version the block is .catalog, because catalog would be a service', async () => {
  expect(await block('{{catalog}}\nweb:\n  scale: 1\n')).toMatch(
    /^# notemplating\n\.catalog:\n {2}version:/,
  );
  expect(await block("version: '2'\n{{catalog}}\nservices: {}\n")).toMatch(/^catalog:$/m);
});

test.for(['{{catalog}}\nweb: {}\n', 'web: {}\n{{catalog}}', '{{catalog}}'])(
  'the block can be in the first and in the last line: %j',
  async (text) => {
    expect(await block(text)).toMatch(/^\.catalog:\n {2}version: "1.2.3"\n/m);
  },
);
