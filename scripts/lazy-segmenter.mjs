// yargs' text layout makes an Intl.Segmenter as soon as it is loaded, several times over, and each
// costs as much as a tenth of a whole start. Here the first text that is measured makes it.
import { readFileSync } from 'node:fs';

/** An esbuild plugin. */
export function lazySegmenter() {
  return {
    name: 'lazy-segmenter',
    setup(builder) {
      builder.onLoad({ filter: /node_modules\/string-width\/index\.js$/ }, ({ path }) => ({
        loader: 'js',
        contents: readFileSync(path, 'utf8').replace(
          /^const segmenter = new Intl\.Segmenter\(\);$/m,
          'let made; const segmenter = { segment: text => (made ??= new Intl.Segmenter()).segment(text) };',
        ),
      }));
    },
  };
}
