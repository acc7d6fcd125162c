import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'vitest';
import { image } from './image-folder.ts';

/** The lines that a program prints for this input, and no error. */
export function linesOf([command = '', ...args]: readonly string[], input: string): string[] {
  const result = spawnSync(command, args, { encoding: 'utf8', input, maxBuffer: 64 << 20 });
  expect(result.stderr).toBe('');
  return result.stdout.trimEnd().split('\n');
}

const isHere = (program: string) =>
  spawnSync('sh', ['-c', `command -v ${program}`]).status === 0 ? [[program]] : [];

/** What awk prints, the same in every awk that is installed. `keep` leaves out what depends on the interpreter. */
export function everyAwk(
  args: readonly string[],
  input: string,
  keep: (line: string) => boolean = () => true,
): string[] {
  const programs = [['busybox', 'awk'], ...['mawk', 'gawk'].flatMap(isHere)];
  const all = programs.map((program) => linesOf([...program, ...args], input).filter(keep));
  for (const lines of all) expect(lines).toEqual(all[0]);
  return all[0] ?? [];
}

/** What a decision of the role cluster prints for these facts. */
export function awk(
  files: string | readonly string[],
  facts: readonly string[],
  variables: Readonly<Record<string, number>> = {},
): string[] {
  const values = Object.entries(variables).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
  const sources = [files].flat().flatMap((file) => ['-f', path.join(image, 'lib/cluster', file)]);
  // The order of what is remembered is that of the interpreter.
  return everyAwk(
    [...values, ...sources],
    `${facts.join('\n')}\n`,
    (line) => line !== '' && !line.startsWith('since '),
  );
}
