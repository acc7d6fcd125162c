import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { missingNumbers } from '../../../src/actions/drilling/clients/drill-data.ts';
import type { Ack } from '../../../src/cluster/drills/client-record.ts';
import type { Endpoint } from '../../../src/cluster/endpoint.ts';
import type { LiveTarget } from '../../../src/redis/live-target.ts';
import { interpreterOf, programOf, type Recipe } from './recipe.ts';

/** Inside the project, so that the programs find its packages, and the package itself. */
const folder = join(import.meta.dirname, '../../../build/test/recipes');
const suffix = { js: 'mjs', python: 'py', php: 'php' } as const;
const longestS = 240;

export type Kind = 'plain' | 'confirmed';

/** A process that writes numbers with a recipe of docs/clients.md until it is stopped. */
export class RecipeWriter {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly #target: LiveTarget;
  readonly #file: string;
  readonly #child: ChildProcess;
  readonly #acks: Record<Kind, Ack[]> = { plain: [], confirmed: [] };
  #errors = '';

  constructor(recipe: Recipe, target: LiveTarget) {
    this.name = recipe.name;
    this.kinds = recipe.confirmed === undefined ? ['plain'] : ['plain', 'confirmed'];
    this.#target = target;
    mkdirSync(folder, { recursive: true });
    const file = `${process.pid}-${recipe.name.replaceAll(/\W/g, '-')}.${suffix[recipe.language]}`;
    this.#file = join(folder, file);
    writeFileSync(this.#file, programOf(recipe, target.sentinels));
    const command = interpreterOf(recipe.language) ?? '';
    const args = [String(longestS), command, this.#file, `${this.name}:`, ...this.kinds];
    this.#child = spawn('timeout', ['-s', 'KILL', ...args], {
      env: {
        ...process.env,
        PASSWORD: target.password ?? '',
        SENTINEL_PASSWORD: target.sentinelPassword ?? '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#listen();
  }

  #listen(): void {
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error('a writer without output');
    createInterface(stdout).on('line', (line) => {
      const [kind, number, atMs] = line.split(' ');
      this.#acks[kind as Kind].push({ number: Number(number), atMs: Number(atMs), tookMs: 0 });
    });
    stderr.on('data', (data) => {
      this.#errors = (this.#errors + String(data)).slice(-4000);
    });
  }

  /** The last errors that its writes reported. */
  get errors(): string {
    return this.#errors;
  }

  acks(kind: Kind): readonly Ack[] {
    return this.#acks[kind];
  }

  /** The acknowledged numbers that the set on the server there does not contain. */
  async lost(kind: Kind, at: Endpoint): Promise<number[]> {
    const numbers = this.#acks[kind].map(({ number }) => number);
    return missingNumbers(at, this.#target, `${this.name}:${kind}`, numbers);
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) {
      const closed = new Promise((resolve) => this.#child.once('close', resolve));
      this.#child.kill('SIGTERM');
      await closed;
    }
    rmSync(this.#file, { force: true });
  }
}
