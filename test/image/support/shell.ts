import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { image } from './image-folder.ts';

/** Runs shell text after sourcing the steps, in both shells, which must print the same. */
export function shell(text: string, env: Readonly<Record<string, string>> = {}) {
  const script = `role=master; for part in ${image}/lib/*.sh; do . "$part"; done; here=${image}; ${text}`;
  const [dash, ash] = [['/bin/sh'], ['busybox', 'sh']].map(([program, ...args]) => {
    const result = spawnSync(program ?? '', [...args, '-c', script], {
      encoding: 'utf8',
      env: { PATH: `${process.env.PATH}:/usr/sbin`, ...env },
    });
    return {
      status: result.status,
      out: result.stdout,
      error: result.stderr.replace(/^\S+ /gm, ''),
    };
  });
  expect(ash).toEqual(dash);
  return dash ?? { status: null, out: '', error: '' };
}
