// Commands that share most of their code are loaded as one module. With a module each, esbuild makes a
// chunk of whatever two of them share, and `generate` resolves 44 files of which 30 are below 2 kB.
import { readFileSync } from 'node:fs';

const groups = {
  entries: ['generate', 'questions', 'image', 'index', 'lint', 'launch'],
  publishing: ['check', 'publish', 'release', 'ci'],
};

/** An esbuild plugin. */
export function commandGroups() {
  return {
    name: 'command-groups',
    setup(builder) {
      builder.onLoad({ filter: /src\/commands\/command-list\.ts$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8');
        for (const [group, members] of Object.entries(groups)) {
          for (const name of members) {
            const single = `import('./${name}.ts')`;
            if (!contents.includes(single)) throw new Error(`${path} does not load ${name}`);
            contents = contents.replace(
              single,
              `import('command-group:${group}').then((group) => group.${name})`,
            );
          }
        }
        return { loader: 'ts', contents };
      });
      builder.onResolve({ filter: /^command-group:/ }, ({ path, resolveDir }) => ({
        path: path.replace('command-group:', ''),
        namespace: 'command-group',
        pluginData: resolveDir,
      }));
      builder.onLoad({ filter: /./, namespace: 'command-group' }, ({ path, pluginData }) => ({
        resolveDir: pluginData,
        contents: groups[path].map((name) => `export * as ${name} from './${name}.ts';`).join('\n'),
      }));
    },
  };
}
