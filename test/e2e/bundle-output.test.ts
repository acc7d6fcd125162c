import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { bin } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const header = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

describe('the bundle', () => {
  test('exits with 0 when the reader closes the pipe early', () => {
    const folder = temporaryFolder({ 'answers.yml': header });
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; ${process.execPath} ${bin} questions redis-sentinel | head -1; echo "\${PIPESTATUS[0]}"`,
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect({ stdout, stderr }).toEqual({
      stdout: expect.stringMatching(/^Rancher 1\.6:\n0\n$/) as string,
      stderr: '',
    });
  });

  test.each([
    ['lint catalog | true', 1],
    ['generate --set replicas=1 2>&1 >/dev/null | true', 0],
  ])('keeps its exit code when the output of %s is not read', (command, code) => {
    const folder = temporaryFolder({
      'answers.yml': header,
      'catalog/templates/x/config.yml': 'name: [',
      'catalog/templates/x/0/docker-compose.yml': 'a: {image: "b:1"}',
    });
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', `${process.execPath} ${bin} ${command}; echo "\${PIPESTATUS[0]}"`],
      { cwd: folder, encoding: 'utf8' },
    );
    expect({ stdout, stderr }).toEqual({ stdout: `${code}\n`, stderr: '' });
  });
});
