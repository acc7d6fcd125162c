import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'vitest';
import { image } from './image-folder.ts';

const isHere = (program: string) =>
  spawnSync('sh', ['-c', `command -v ${program}`]).status === 0 ? [[program]] : [];

/** What a decision of the role cluster prints for these facts, the same in every awk that is installed. */
export function awk(
  files: string | readonly string[],
  facts: readonly string[],
  variables: Readonly<Record<string, number>> = {},
): string[] {
  const values = Object.entries(variables).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
  const sources = [files].flat().flatMap((file) => ['-f', path.join(image, 'lib/cluster', file)]);
  const programs = [['busybox', 'awk'], ...['mawk', 'gawk'].flatMap(isHere)];
  const all = programs.map(([program = '', ...args]) => {
    const result = spawnSync(program, [...args, ...values, ...sources], {
      encoding: 'utf8',
      input: `${facts.join('\n')}\n`,
    });
    expect(result.stderr).toBe('');
    // The order of what is remembered is that of the interpreter.
    return result.stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('since '));
  });
  for (const lines of all) expect(lines).toEqual(all[0]);
  return (all[0] ?? []).filter((line) => line !== '');
}
