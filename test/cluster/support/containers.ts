import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { hold } from '../../support/machine-lock.ts';
import { Engine, whyNoEngine } from '../../image/support/engine.ts';

/** Why no drill can run in containers here, or undefined. */
export const whyNoContainers =
  whyNoEngine() ??
  (process.getuid?.() === 0 ? undefined : 'some drills change the network of containers as root');
const skips = whyNoContainers !== undefined && process.env.CI !== 'true';
export const drilledImage = 'redis-cluster-under-test:1';

export const inDocker = ['--runtime', 'docker', '--image', drilledImage];

/** Filters that select what sandboxes create. */
export const ours = ['--filter', 'label=rancher-catalog.sandbox'];

/** The engine of a test file, with the shipped image, and a folder for sandboxes. */
export interface Containers {
  readonly engine: Engine;
  readonly folder: string;
  /** Environment variables that make the program use both. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Each line that docker prints. */
  lines(...words: readonly string[]): string[];
  /** Containers, networks, processes and folders of sandboxes that exist now. */
  left(): string[];
}

function processes(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^docker\0.*rancher-catalog-/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
    } catch {
      return false;
    }
  });
}

/** Skips each test of a file if no engine can run. */
export function needContainers(): void {
  beforeEach(({ skip }) => skip(skips, whyNoContainers));
}

const lockFile = join(import.meta.dirname, '../../../build/test/containers.lock');
/** Several files can wait for their turn, each about 40 s. */
const turnMs = 600_000;

/**
 * Registers the set-up of a test file with containers, if an engine can run. All files have the same engine, and look at
 * all that sandboxes create there: one runs at a time.
 */
export function useContainers(): Containers {
  let engine: Engine | undefined;
  let release = async (): Promise<void> => {};
  let folder = '';
  const running = () => {
    if (!engine) throw new Error('no container engine');
    return engine;
  };
  const lines = (...words: readonly string[]) =>
    running()
      .run(...words)
      .split('\n')
      .filter((line) => line !== '');
  beforeAll(async () => {
    if (skips) return;
    release = await hold('--exclusive', lockFile);
    folder = mkdtempSync(join(tmpdir(), 'docker-test-'));
    engine = await Engine.start();
    engine.build(engine.base(), drilledImage);
  }, turnMs);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    engine?.stop();
    await release();
  });
  return {
    get engine() {
      return running();
    },
    get folder() {
      return folder;
    },
    get environment() {
      return { ...process.env, DOCKER_HOST: running().host, TMPDIR: folder };
    },
    lines,
    left: () => [
      ...lines('ps', '-a', ...ours, '--format', '{{.Names}}'),
      ...lines('network', 'ls', ...ours, '--format', '{{.Name}}'),
      ...processes(),
      ...readdirSync(folder).filter((name) => name.startsWith('rancher-catalog-')),
    ],
  };
}
