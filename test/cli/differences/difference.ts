/** A command, and what it prints of it. */
interface DifferenceRun {
  readonly argv: readonly string[];
  readonly code: number;
  readonly prints: readonly string[];
}

/** A file on which an earlier release differed from Rancher, with what Rancher's programs make of it. */
export interface Difference {
  /** As in docs/agreement.md. */
  readonly name: string;
  /** Files of templates/x, in place of or next to those of `entry`. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly runs: readonly DifferenceRun[];
}

/** The smallest entry. */
export const entry: Difference['files'] = {
  'config.yml': 'name: X\nversion: 1.0.0\ncategory: T\n',
  'catalogIcon-x.svg': '<svg/>',
  '0/README.md': '# X\n',
  '0/docker-compose.yml': "version: '2'\nservices:\n  web:\n    image: nginx:1.13\n",
  '0/rancher-compose.yml': "version: '2'\ncatalog:\n  version: 1.0.0\n",
};

const run = (argv: readonly string[], code: number, prints: readonly string[]) => ({
  argv,
  code,
  prints,
});

/** `launch`, `lint` and `index`: the exit code, and parts of the output. */
export const launches = (code: number, ...prints: string[]) =>
  run(['launch', 'templates/x/0'], code, prints);
export const launchesWith = (options: readonly string[], code: number, ...prints: string[]) =>
  run(['launch', 'templates/x/0', ...options], code, prints);
export const lints = (code: number, ...prints: string[]) => run(['lint', '.'], code, prints);
export const indexes = (code: number, ...prints: string[]) => run(['index', '.'], code, prints);
/** `index --json`: parts of the JSON without blanks. */
export const indexesAs = (code: number, ...prints: string[]) =>
  run(['index', '.', '--json'], code, prints);

/** `lint` without a finding. */
export const lintsClean = lints(0, 'No problems found.');
