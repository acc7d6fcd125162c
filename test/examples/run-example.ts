import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DocExample } from '../support/doc-examples.ts';
import { findingsIn } from '../support/findings.ts';
import { gitVariables } from '../support/git.ts';
import { runCli, type Ran } from '../support/run-cli.ts';

/** The result of running examples. */
interface ExampleEnd {
  /** The exit code of the last command. */
  readonly code: Ran['code'];
  /** The codes that the commands reported. */
  readonly found: readonly string[];
  /** Everything printed, for the message of a test that fails. */
  readonly output: string;
}

type Variables = Readonly<Record<string, string>>;

/** Splits a command line. Quotes are the only shell syntax of the examples. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words.map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

/** Runs the program with other variables in the environment of this process. */
async function runProgram(
  variables: Variables,
  folder: string,
  argv: readonly string[],
): Promise<ExampleEnd> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    const { code, stdout, stderr } = await runCli(folder, argv);
    const output = `${stdout}\n${stderr}`;
    const found = findingsIn(output).map((each) =>
      each.replace(/ \(\w+\)$/, '').replace(/^.* /, ''),
    );
    return { code, found, output };
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

function runShell(variables: Variables, folder: string, line: string): ExampleEnd {
  const env = { ...process.env, ...gitVariables, ...variables };
  const ran = spawnSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8' });
  const output = `${ran.stdout}${ran.stderr}`;
  if (ran.status !== 0) throw new Error(`${line}\n${output}`);
  return { code: 0, found: [], output };
}

/** `NAME=value rancher-catalog …` in this process, all other commands in a shell. */
async function runLine(variables: Variables, folder: string, line: string): Promise<ExampleEnd> {
  const words = wordsOf(line);
  const at = words.indexOf('rancher-catalog');
  const before = words.slice(0, Math.max(0, at));
  if (at === -1 || before.some((word) => !word.includes('='))) {
    return runShell(variables, folder, line);
  }
  const own = Object.fromEntries(before.map((word) => word.split('=') as [string, string]));
  return runProgram({ ...variables, ...own }, folder, words.slice(at + 1));
}

/** The command lines for an example that is a file. */
function commandFor(code: string, file: string): string[] {
  if (code === 'answers-form') return ['release', 'patch'];
  if (file.includes('/tests/')) return ['blueprint', 'test', 'my-blueprint'];
  if (!file.startsWith('catalog/')) return ['generate', '--dry-run'];
  return code === 'index-error' || code.startsWith('chart-')
    ? ['index', 'catalog']
    : ['launch', dirname(file)];
}

/** Writes the file of an example and returns the command lines to run. */
function linesOf(folder: string, code: string, { file, text }: DocExample): string[] {
  if (file === undefined) {
    const lines = text.split('\n').filter((line) => /^\$ (?!echo \$\?)/.test(line));
    return lines.map((line) => line.slice(2));
  }
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  return [`rancher-catalog ${commandFor(code, file).join(' ')}`];
}

/** Runs the wrong or the right examples of a code in a folder. */
export async function runExamples(
  folder: string,
  code: string,
  examples: readonly DocExample[],
  variables: Variables = {},
): Promise<ExampleEnd> {
  let all: ExampleEnd = { code: 0, found: [], output: '' };
  for (const line of examples.flatMap((example) => linesOf(folder, code, example))) {
    const end = await runLine(variables, folder, line);
    all = {
      code: end.code,
      found: [...all.found, ...end.found],
      output: `${all.output}\n$ ${line}\n${end.output}`,
    };
  }
  return all;
}
