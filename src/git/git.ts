import { gitError, wordsOf } from './git-error.ts';
import { redactUrls, secretsIn } from './redact.ts';
import { runGit, type GitOptions, type GitResult } from './run-git.ts';

/** What ends a call early. */
export interface GitLimits {
  readonly networkTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** The name of the remote in our calls, where the configuration has none for it. */
const remoteName = 'target';

/**
 * Configuration for one call, passed in the environment: other users cannot list it as they can
 * arguments, and a token in the URL is not written to any file.
 */
function configuration(url: string): Record<string, string> {
  const given = Number(process.env.GIT_CONFIG_COUNT ?? '0') || 0;
  return {
    GIT_CONFIG_COUNT: String(given + 1),
    [`GIT_CONFIG_KEY_${given}`]: `remote.${remoteName}.url`,
    [`GIT_CONFIG_VALUE_${given}`]: url,
  };
}

/** Git in one folder, for one remote. Every failure is a CatalogError that quotes git. */
export class Git {
  readonly folder: string;
  /** The address without secrets, for messages. */
  readonly shown: string;
  /** The remote as git's command line names it. */
  readonly remote: string | undefined;
  readonly limits: GitLimits;
  readonly #secrets: readonly string[];
  readonly #env: Readonly<Record<string, string>>;

  private constructor(
    folder: string,
    shown: string,
    limits: GitLimits,
    remote: { name?: string; url?: string },
  ) {
    this.folder = folder;
    this.shown = redactUrls(shown);
    this.limits = limits;
    this.remote = remote.url === undefined ? remote.name : remoteName;
    this.#secrets = remote.url === undefined ? [] : secretsIn(remote.url);
    // Explicit: git would use a repository in a parent folder if this one were broken.
    this.#env = remote.url === undefined ? {} : { ...configuration(remote.url), GIT_DIR: folder };
  }

  /** For a cached repository whose remote is at `url`. */
  static forUrl(folder: string, url: string, limits: GitLimits): Git {
    return new Git(folder, url, limits, { url });
  }

  /** For a checkout of the user, with one of its remotes or none. */
  static forCheckout(folder: string, limits: GitLimits, remote?: string): Git {
    return new Git(folder, folder, limits, remote === undefined ? {} : { name: remote });
  }

  /** Runs git, however it ends. */
  run(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
    return runGit(args, {
      cwd: this.folder,
      signal: this.limits.signal,
      ...options,
      env: { ...this.#env, ...options.env },
    });
  }

  /** Runs git for a command that connects to the remote. */
  talk(args: readonly string[]): Promise<GitResult> {
    return this.run(args, { timeoutMs: this.limits.networkTimeoutMs });
  }

  /** Runs git, and returns its standard output. `what` completes "git could not …". */
  async need(what: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
    const result = await this.run(args, options);
    if (result.code !== 0) throw this.error(what, result);
    return result.stdout;
  }

  /** The first line of what git prints; undefined when git fails or prints nothing. */
  async line(args: readonly string[]): Promise<string | undefined> {
    const { code, stdout } = await this.run(args);
    const line = stdout.toString().split('\n')[0] ?? '';
    return code === 0 && line !== '' ? line : undefined;
  }

  /** What git printed, without secrets. */
  words(stderr: string): string {
    return wordsOf(stderr, this.#secrets);
  }

  error(what: string, result: Pick<GitResult, 'stderr' | 'code'>) {
    return gitError(what, result, { shown: this.shown, secrets: this.#secrets });
  }
}
