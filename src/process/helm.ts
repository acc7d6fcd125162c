import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { runProgram, type ProgramResult } from './run-program.ts';

/** Milliseconds. Charts take less than one second. */
const longest = { version: 10_000, template: 60_000 };

/** No cluster, no plugins, no repositories of the user, and no proxy that leads anywhere: charts need no network. */
function environment(folder: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: folder,
    HELM_CACHE_HOME: join(folder, 'cache'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_DATA_HOME: join(folder, 'data'),
    KUBECONFIG: join(folder, 'no-cluster'),
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
  };
}

/** The helm on the PATH, if it is of a major that Rancher 2 runs: 3 or 4. */
export class Helm {
  readonly #program: string;
  readonly #folder: string;
  readonly #signal: AbortSignal;
  /** As `v3.17.3`. */
  readonly version: string;

  private constructor(program: string, folder: string, signal: AbortSignal, version: string) {
    this.#program = program;
    this.#folder = folder;
    this.#signal = signal;
    this.version = version;
  }

  /** The helm, which keeps its files in `folder`; or the reason why there is none, as a clause. */
  static async find(folder: string, signal: AbortSignal): Promise<Helm | { reason: string }> {
    const program = findProgram('helm');
    if (program === undefined) return { reason: 'helm is not on the PATH' };
    const unknown = new Helm(program, folder, signal, '');
    const args = ['version', '--template={{.Version}}'];
    const { code, stdout } = await unknown.#run(args, longest.version);
    const version = /^v\d+\.\d+\.\d+/.exec(code === 0 ? stdout.toString() : '')?.[0];
    if (version !== undefined && /^v[34]\./.test(version)) {
      return new Helm(program, folder, signal, version);
    }
    const is = version === undefined ? 'has no version' : `is ${version}`;
    return { reason: `the helm on the PATH ${is}; Rancher 2 runs helm 3 or 4` };
  }

  /**
   * Renders a chart, with its CRDs, as a release in the namespace default. `path` is a folder or an archive. Throws only
   * the reason of the signal.
   */
  async template(
    release: string,
    path: string,
    options: readonly string[] = [],
  ): Promise<ProgramResult> {
    const args = ['template', release, path, '--namespace=default', '--include-crds', ...options];
    return this.#run(args, longest.template);
  }

  async #run(args: readonly string[], timeoutMs: number): Promise<ProgramResult> {
    const result = await runProgram(this.#program, args, {
      timeoutMs,
      signal: this.#signal,
      cwd: this.#folder,
      env: environment(this.#folder),
    });
    this.#signal.throwIfAborted();
    return result;
  }
}
