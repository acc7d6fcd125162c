// Takes out of packages what costs time on each start and has no use here, and what the bundle cannot contain. Without
// it `generate` takes 1.2 times the CPU time.
import { readFileSync } from 'node:fs';

/** string-width, which yargs includes several times, makes these on load. They are deferred to the first use. */
const segmenter = [
  /^const segmenter = new Intl\.Segmenter\(\);$/m,
  'let madeSegmenter; const segmenter = { segment: text => (madeSegmenter ??= new Intl.Segmenter()).segment(text) };',
];
/** Since version 8. */
const emoji = [
  /^const rgiEmojiRegex = (\/\^.*\/v);$/m,
  'let madeEmoji; const rgiEmojiRegex = { test: text => (madeEmoji ??= $1).test(text) };',
];

/** yargs asserts a few times, and catches the error; the module of Node loads others, and compares texts for it. */
const assertions = [
  /^import \{ notStrictEqual, strictEqual \} from 'assert'$/m,
  `const assert = (holds, message) => { if (!holds) throw new Error(message) };
const notStrictEqual = (a, b, message) => assert(!Object.is(a, b), message);
const strictEqual = (a, b, message) => assert(Object.is(a, b), message);`,
];

/** It formats the help of each command that runs, in case that yargs itself prints its errors. */
const helpOfRun = [
  /^ *if \(!isDefaultCommand\) \{\s*yargs\.getInternalMethods\(\)\.getUsageInstance\(\)\.cacheHelpMessage\(\);\s*\}$/m,
  '',
];

/** The bundle is ASCII; esbuild does not escape the letters of a regular expression. */
const identifier = [
  /identRegex = .*$/m,
  String.raw`identRegex = /^[a-zA-Z\u0430-\u044f\u0410-\u042f_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF$][a-zA-Z\u0430-\u044f\u0410-\u042f0-9_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF$]*$/;`,
];

const lean = [
  [/node_modules\/jexl\/dist\/Lexer\.js$/, () => [identifier]],
  [
    /node_modules\/string-width\/index\.js$/,
    (text) => (text.includes('RGI_Emoji}$/v') ? [segmenter, emoji] : [segmenter]),
  ],
  [/node_modules\/yargs\/lib\/platform-shims\/esm\.mjs$/, () => [assertions]],
  [/node_modules\/yargs\/build\/lib\/command\.js$/, () => [helpOfRun]],
];

/** An esbuild plugin. */
export function leanPackages() {
  return {
    name: 'lean-packages',
    setup(builder) {
      for (const [filter, partsOf] of lean) {
        builder.onLoad({ filter }, ({ path }) => {
          let contents = readFileSync(path, 'utf8');
          for (const [before, after] of partsOf(contents)) {
            if (!before.test(contents))
              throw new Error(`${path} does not match the expected code; update this script`);
            contents = contents.replace(before, after);
          }
          return { loader: 'js', contents };
        });
      }
    },
  };
}
