// yargs' text layout makes an Intl.Segmenter as soon as it is loaded, several times over, and each
// costs as much as a tenth of a whole start. Here the first text that is measured makes it.
import { readFileSync } from 'node:fs';

/** An esbuild plugin. */
export function lazySegmenter() {
  return {
    name: 'lazy-segmenter',
    setup(builder) {
      builder.onLoad({ filter: /node_modules\/string-width\/index\.js$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const contents = text.replace(
          /^const segmenter = new Intl\.Segmenter\(\);$/m,
          'let made; const segmenter = { segment: text => (made ??= new Intl.Segmenter()).segment(text) };',
        );
        if (contents === text) throw new Error(`${path} makes its segmenter in another way now`);
        return { loader: 'js', contents };
      });
    },
  };
}
