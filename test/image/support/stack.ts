import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { Stack } from './containers.ts';
import { Engine, whyNoEngine } from './engine.ts';

export const tag = 'redis-image-under-test:1';

/** The engine of a test file, the shipped image on its base, and stacks that are removed after a test. */
export interface Stacks {
  readonly engine: Engine;
  readonly base: string;
  up(env?: Readonly<Record<string, string>>): Stack;
  logs(name: string): string;
}

/** Registers the set-up of a test file with containers. If no engine can run, its tests are skipped. */
export function useStacks(): Stacks {
  const why = whyNoEngine();
  const skips = why !== undefined && process.env.CI !== 'true';
  let engine: Engine | undefined;
  let base = '';
  let stack: Stack | undefined;
  const running = () => {
    if (!engine) throw new Error('no container engine');
    return engine;
  };
  beforeAll(async () => {
    if (skips) return;
    engine = await Engine.start();
    base = engine.base();
    engine.build(base, tag);
  });
  beforeEach(({ skip }) => skip(skips, why));
  afterEach(() => {
    stack?.destroy();
    stack = undefined;
  });
  afterAll(() => engine?.stop());
  return {
    get engine() {
      return running();
    },
    get base() {
      return base;
    },
    up(env = {}) {
      stack?.destroy();
      stack = new Stack(running(), `t${process.pid}`, tag, env);
      stack.up();
      return stack;
    },
    logs: (name) => running().attempt('logs', name).out,
  };
}
