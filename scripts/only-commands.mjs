// Leaves out commands that are never called in a bundle.
import path from 'node:path';

/** An esbuild plugin: of the modules that are loaded when a command is called, only those of `names` are included. */
export function onlyCommands(names) {
  const namespace = 'left-out';
  return {
    name: 'only-commands',
    setup(builder) {
      builder.onResolve({ filter: /^\.\// }, ({ path: id, importer, kind }) => {
        const isCommand = path.basename(path.dirname(importer)) === 'commands';
        return kind !== 'dynamic-import' || !isCommand || names.has(path.basename(id, '.ts'))
          ? undefined
          : { path: id, namespace };
      });
      builder.onLoad({ filter: /.*/, namespace }, ({ path: id }) => ({
        contents: `throw new Error(${JSON.stringify(`${id} is in program.cjs only`)})`,
      }));
    },
  };
}
