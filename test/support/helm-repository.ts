import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { helmProgram, type HelmMajor } from './helm.ts';
import { temporaryFolder } from './run-cli.ts';

/** Runs helm while this process serves it; its output, or undefined if it fails. */
function helmHere(
  major: HelmMajor,
  home: string,
  args: readonly string[],
): Promise<string | undefined> {
  const env = { HELM_CONFIG_HOME: home, HELM_CACHE_HOME: home, HELM_DATA_HOME: home };
  const child = spawn(helmProgram(major), args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve(code === 0 ? out : undefined);
    });
  });
}

/**
 * What helm finds in a repository with this index.yaml on a web server, as `name version` in the order in which it
 * prints them; undefined if it does not accept the index.
 */
export async function helmFinds(major: HelmMajor, index: string): Promise<string[] | undefined> {
  const server = createServer((_, response) => response.end(index));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const home = temporaryFolder();
    const { port } = server.address() as AddressInfo;
    const added = await helmHere(major, home, ['repo', 'add', 'r', `http://127.0.0.1:${port}`]);
    if (added === undefined) return undefined;
    const args = ['search', 'repo', 'r/', '-l', '--devel', '-o', 'json'];
    const found = JSON.parse((await helmHere(major, home, args)) ?? '[]') as {
      readonly name: string;
      readonly version: string;
    }[];
    return found.map(({ name, version }) => `${name.slice(2)} ${version}`);
  } finally {
    server.close();
  }
}
