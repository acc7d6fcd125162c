import type { Endpoint } from '../cluster/endpoint.ts';
import { guardExit } from '../process/exit-guard.ts';
import { findProgram } from '../process/find-program.ts';
import { startProgram } from '../process/start-program.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** Starts a standalone Redis server without persistence; undefined if none is installed. */
export function startPlainServer(at: Endpoint): { stop(): void } | undefined {
  const program = findProgram('redis-server') ?? findProgram('valkey-server');
  if (program === undefined) return undefined;
  const settings = ['--save', '', '--appendonly', 'no', '--protected-mode', 'no', '--dir', '/'];
  const place = ['--bind', at.host, '--port', String(at.port)];
  const setpriv = findProgram('setpriv');
  const leash = setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL'];
  const [first = program, ...args] = [...leash, program, ...place, ...settings];
  const server = startProgram(first, args, { user: unprivilegedUser() });
  const kill = () => server.kill('SIGKILL');
  const guard = guardExit(kill);
  return {
    stop() {
      guard.release();
      kill();
    },
  };
}
