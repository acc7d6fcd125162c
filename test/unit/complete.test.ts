import { expect, test } from 'vitest';
import { complete } from '../../src/commands/complete.ts';

test.for([
  [[''], 'generate'],
  [['clu'], 'cluster'],
  [['cluster', ''], 'switchover'],
  [['blueprint', ''], 'new'],
  [['blueprint', 'test', '--u'], '--update'],
  [['blueprint', 'new', 'a', '--from', ''], 'global-agent'],
  [['lint', '--format', ''], 'sarif'],
  [['lint', '-r', 'macro'], 'macro-unescaped'],
  [['lint', '--fo'], '--format'],
  [['image', ''], 'context'],
  [['pl'], 'plan'],
  [['plan', '--'], '--hosts'],
  [['plan', '--require', ''], 'always'],
  [['plan', '-s', 'sentinel_h'], 'sentinel_hosts='],
  [['ci', 'init', ''], 'gitlab'],
  [['questions', ''], 'redis-sentinel'],
  [['publish', '-s', 'quo'], 'quorum='],
  [['publish', '-s', 'existing'], 'existing_secret='],
  [['publish', '--allow', 'question'], 'question-removed'],
  [['explain', 'quorum'], 'quorum-above-sentinels'],
  [['explain', 'replicas-l'], 'replicas-linked'],
  [['cluster', 'drill', '--all', 'master-k'], 'master-killed'],
  [['cluster', 'storm', '--'], '--minutes'],
  [['cluster', 'storm', '--faults', 'kill'], 'kill-return'],
  [['explain', 'stut'], 'stutter'],
] as const)('completes %j with %s', async ([line, word]) => {
  expect(await complete(line)).toContain(word);
});

test.for([
  [['generate', '-a', '']],
  [['lint', '']],
  [['plan', '--hosts', '']],
  [['plan', '']],
  [['no-such-command', '']],
] as const)('leaves %j to the shell', async ([line]) => {
  expect(await complete(line)).toEqual([]);
});
