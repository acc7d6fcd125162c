// `npm start`: installs, builds and generates the example entry, starting from a fresh clone.
import { build, installPackages, run } from './setup.mjs';

installPackages();
build();
const done = run(process.execPath, [
  'dist/cli.cjs',
  'generate',
  '--answers',
  'catalog/redis-sentinel/answers.example.yml',
  '--out',
  'build',
  ...process.argv.slice(2),
]);
process.exitCode = done ? 0 : 1;
