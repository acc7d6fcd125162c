import { runCli, temporaryFolder } from '../support/run-cli.ts';

export const docker =
  "version: '2'\nservices:\n  web:\n    image: nginx:${TAG}\n    command: a $$b ${NOT}\n";
export const rancher =
  "version: '2'\ncatalog:\n  version: 1.0.0\n  questions:\n  - {variable: TAG, default: '1.10'}\n" +
  'services:\n  web:\n    scale: 2\n    health_check: {port: 80}\n';
const version = { 'docker-compose.yml': docker, 'rancher-compose.yml': rancher };

/** A template `x` with one version, some of whose files are replaced. */
export const inVersion = (more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  temporaryFolder(
    Object.fromEntries(
      Object.entries({ ...version, ...more }).map(([name, text]) => [`x/0/${name}`, text]),
    ),
  );

export const launch = (folder: string, ...more: string[]) =>
  runCli(folder, ['launch', 'x/0', ...more]);
