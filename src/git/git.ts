import { credentialsFor, type Credentials } from './credentials.ts';
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
 * Settings for one call, passed in the environment: other users cannot list it as they can
 * arguments, and nothing is written to a file.
 */
function configuration(settings: Credentials['settings']): Record<string, string> {
  const given = Number(process.env.GIT_CONFIG_COUNT ?? '0') || 0;
  const pairs = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${given + index}`, key],
    [`GIT_CONFIG_VALUE_${given + index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(given + settings.length), ...Object.fromEntries(pairs) };
}

/** The remote of a repository: its name in the configuration, or only its URL. */
interface Remote {
  readonly name?: string;
  readonly url?: string;
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

  private constructor(folder: string, shown: string, limits: GitLimits, { name, url }: Remote) {
    this.folder = folder;
    this.shown = redactUrls(shown);
    this.limits = limits;
    this.remote = name ?? (url === undefined ? undefined : remoteName);
    const { settings, env, secrets } = credentialsFor(url);
    this.#secrets = [...secrets, ...secretsIn(url ?? '')];
    const isOwn = url !== undefined && name === undefined;
    const own = isOwn ? ([[`remote.${remoteName}.url`, url]] as const) : [];
    this.#env = {
      ...(own.length + settings.length === 0 ? {} : configuration([...own, ...settings])),
      ...env,
      // Explicit: git would use a repository in a parent folder if this one were broken.
      ...(isOwn ? { GIT_DIR: folder } : {}),
    };
  }

  /** For a cached repository whose remote is at `url`. */
  static forUrl(folder: string, url: string, limits: GitLimits): Git {
    return new Git(folder, url, limits, { url });
  }

  /** For a checkout of the user, with one of its remotes or none. `url` is that of the remote. */
  static forCheckout(folder: string, limits: GitLimits, remote?: string, url?: string): Git {
    const known = url === undefined ? {} : { url };
    return new Git(folder, folder, limits, remote === undefined ? {} : { name: remote, ...known });
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
