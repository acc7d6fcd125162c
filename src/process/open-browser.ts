import { findProgram } from './find-program.ts';
import { startProgram } from './start-program.ts';

/** The program that opens an address in the user's browser, and its arguments. */
function opener(): readonly [program: string, ...args: string[]] | undefined {
  const { platform, env } = process;
  if (platform === 'darwin') return ['open'];
  // `start` takes a first argument in quotes as the title of its window.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""'];
  const hasDisplay = Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
  return hasDisplay && findProgram('xdg-open') !== undefined ? ['xdg-open'] : undefined;
}

/**
 * Opens an address in the user's browser. Returns whether there is a program that does so; it runs in a process
 * group of its own, so that Ctrl-C does not end a browser that it starts.
 */
export function openBrowser(url: string): boolean {
  const found = opener();
  if (!found) return false;
  const [program, ...args] = found;
  startProgram(program, [...args, url]);
  return true;
}
