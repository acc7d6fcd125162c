// string-width, which yargs includes several times, creates an Intl.Segmenter and a regular expression of all
// emoji on load. This plugin defers both to the first use: without it `generate` takes
// 1.15 times the CPU time (median of 15 pairs).
import { readFileSync } from 'node:fs';

const segmenter = [
  /^const segmenter = new Intl\.Segmenter\(\);$/m,
  'let madeSegmenter; const segmenter = { segment: text => (madeSegmenter ??= new Intl.Segmenter()).segment(text) };',
];
/** Since version 8. */
const emoji = [
  /^const rgiEmojiRegex = (\/\^.*\/v);$/m,
  'let madeEmoji; const rgiEmojiRegex = { test: text => (madeEmoji ??= $1).test(text) };',
];

/** An esbuild plugin. */
export function lazyTextWidth() {
  return {
    name: 'lazy-text-width',
    setup(builder) {
      builder.onLoad({ filter: /node_modules\/string-width\/index\.js$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8');
        const parts = contents.includes('RGI_Emoji}$/v') ? [segmenter, emoji] : [segmenter];
        for (const [made, lazily] of parts) {
          if (!made.test(contents))
            throw new Error(`${path} does not match the expected code; update this script`);
          contents = contents.replace(made, lazily);
        }
        return { loader: 'js', contents };
      });
    },
  };
}
