// Runs the commands of the transcript in README.md and writes what they print there:
// `npm run readme:transcript`. Run it on a machine that does nothing else: the drill measures times.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { helmFolder } from './helm.mjs';
import { build, root } from './setup.mjs';

export const answersFile = 'blueprint: redis-sentinel\nname: redis\nversion: 1.0.0\n';

/** The first line, and the questions up to the third. */
function shortenEntry(text) {
  const lines = text.split('\n');
  const questions = lines.findIndex((line) => line.startsWith('Rancher 1.6 will ask'));
  if (questions < 0) throw new Error(`generate prints no questions:\n${text}`);
  return [lines[0], '…', ...lines.slice(questions, questions + 6), '…', ''].join('\n');
}

/** A PATH with helm, without which lint does not render charts. */
export const withHelm = () => [helmFolder(4), process.env.PATH].join(path.delimiter);

/** Each command with what the transcript shows of its output. */
export const steps = [
  { argv: ['generate', '-a', 'redis.yml'], shorten: shortenEntry },
  { argv: ['lint', 'build/catalog'], shorten: (text) => text },
  { argv: ['cluster', 'drill', 'master-killed'], shorten: (text) => text },
];

/** A step as a shell shows it. */
export const shown = ({ argv, shorten }, output) =>
  `$ npx rancher-catalog ${argv.join(' ')}\n${shorten(output)}`;

/** README.md with a transcript in the place of its own. */
export function withTranscript(readme, transcript) {
  const block = /^```console\n.*?^```$/ms;
  if (!block.test(readme)) throw new Error('README.md has no console block');
  return readme.replace(block, () => `\`\`\`console\n${transcript}\`\`\``);
}

function writeTranscript() {
  build();
  const folder = mkdtempSync(path.join(tmpdir(), 'readme-'));
  try {
    writeFileSync(path.join(folder, 'redis.yml'), answersFile);
    const parts = steps.map((step) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [path.join(root, 'dist', 'cli.cjs'), ...step.argv],
        { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: withHelm(), COLUMNS: '80' } },
      );
      if (status !== 0) throw new Error(`${step.argv.join(' ')} ended with ${status}:\n${stderr}`);
      return shown(step, stdout);
    });
    const file = path.join(root, 'README.md');
    const cat = `$ cat redis.yml\n${answersFile}`;
    writeFileSync(file, withTranscript(readFileSync(file, 'utf8'), [cat, ...parts].join('')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeTranscript();
