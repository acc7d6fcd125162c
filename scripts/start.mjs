// `npm start`: installs, builds and generates the example entry, starting from a fresh clone.
import { build, installPackages, run } from './setup.mjs';

const example = 'catalog/redis-sentinel/answers.example.yml';

installPackages();
build();
console.error(`generating the entry of ${example} …`);
const done = run(process.execPath, [
  'dist/cli.cjs',
  'generate',
  '--answers',
  example,
  '--out',
  'build',
  ...process.argv.slice(2),
]);
process.exitCode = done ? 0 : 1;
