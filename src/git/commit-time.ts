import type { Git } from './git.ts';

/**
 * The time that git gives to a commit now, as `2026-11-28T09:15:00Z`: that of GIT_COMMITTER_DATE, if it is set. Whether
 * a committer is configured does not matter.
 */
export async function commitTime(git: Git): Promise<string> {
  const printed = await git.need('read the time', ['var', 'GIT_COMMITTER_IDENT'], {
    env: { GIT_COMMITTER_NAME: 'x', GIT_COMMITTER_EMAIL: 'x@example.com' },
  });
  const seconds = / (\d+) [+-]\d{4}\s*$/.exec(printed.toString())?.[1] ?? '0';
  return timeOf(Number(seconds));
}

/** Seconds since 1970 as `2026-11-28T09:15:00Z`. */
export const timeOf = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
