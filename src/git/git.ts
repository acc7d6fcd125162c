import { gitError, wordsOf } from './git-error.ts';
import { redactUrls, secretsIn } from './redact.ts';
import { runGit, type GitOptions, type GitResult } from './run-git.ts';

/** What bounds every call: time for those that talk to a server, and Ctrl-C. */
export interface GitLimits {
  readonly networkTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** The name that a remote has in our calls where no configuration names it. */
const remoteName = 'target';

/**
 * Configuration for one call, through the environment: unlike arguments, other users cannot list
 * it, and the token that a URL may hold is written nowhere.
 */
function configuration(url: string): Record<string, string> {
  const given = Number(process.env.GIT_CONFIG_COUNT ?? '0') || 0;
  return {
    GIT_CONFIG_COUNT: String(given + 1),
    [`GIT_CONFIG_KEY_${given}`]: `remote.${remoteName}.url`,
    [`GIT_CONFIG_VALUE_${given}`]: url,
  };
}

/** Git in one folder, for one remote; every failure is a CatalogError that shows git's words. */
export class Git {
  readonly folder: string;
  /** The address as it may be shown. */
  readonly shown: string;
  /** What stands for the remote on git's command line. */
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
    // Named outright: git would look for another repository above a folder that is none any more.
    this.#env = remote.url === undefined ? {} : { ...configuration(remote.url), GIT_DIR: folder };
  }

  /** For a repository of our own, whose remote is at `url`. */
  static forUrl(folder: string, url: string, limits: GitLimits): Git {
    return new Git(folder, url, limits, { url });
  }

  /** For a checkout of the user's, with one of its remotes or none. */
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

  /** Runs git where a server may be asked. */
  talk(args: readonly string[]): Promise<GitResult> {
    return this.run(args, { timeoutMs: this.limits.networkTimeoutMs });
  }

  /** Runs git; its standard output. `what` completes "git could not …". */
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

  /** What git said, without secrets. */
  words(stderr: string): string {
    return wordsOf(stderr, this.#secrets);
  }

  error(what: string, result: Pick<GitResult, 'stderr' | 'code'>) {
    return gitError(what, result, { shown: this.shown, secrets: this.#secrets });
  }
}
