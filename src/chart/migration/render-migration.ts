import { writeYaml } from '../../source/write-yaml.ts';
import type { ChartValue } from '../chart-values.ts';
import { commentOf, treeLines } from '../render-values.ts';
import { valueTree } from '../value-tree.ts';
import type { MigratedSecret, Migration } from './migrate-stack.ts';

/** The files of a migration. */
export const migrationFiles = {
  values: 'values.yaml',
  /** The manifest of a Secret; readable by the user only. */
  secret: 'secret.yaml',
  /** Values with passwords, for a chart that takes no Secret; readable by the user only. */
  secretValues: 'secret-values.yaml',
  report: 'report.md',
} as const;

const headText =
  'Only what differs from the values of the chart. Later releases of the chart can change all others.';

/** Values as a file for `helm --values`, with the descriptions of the answers as comments. */
export function renderChanged(values: readonly ChartValue[], head: string): string {
  const lines = [...commentOf(`${head} ${headText}`, ''), ...treeLines(valueTree(values), '')];
  return `${lines.join('\n')}\n${values.length === 0 ? '{}\n' : ''}`;
}

/** The bytes of a text as Kubernetes has them in a Secret. */
function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
}

/** The manifest of a Secret; its values are encoded, so that no character of theirs means anything in YAML. */
function renderSecret(name: string, secrets: readonly MigratedSecret[]): string {
  return writeYaml({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    type: 'Opaque',
    data: Object.fromEntries(secrets.map(({ key, text }) => [key, base64Of(text)])),
  });
}

/** A private file with the secrets of a stack; undefined if it has none. */
export function renderSecrets({
  secrets,
  secretName,
}: Migration): { readonly name: string; readonly content: string } | undefined {
  if (secrets.length === 0) return undefined;
  if (secretName !== undefined) {
    return { name: migrationFiles.secret, content: renderSecret(secretName, secrets) };
  }
  const values = secrets.map(({ value }) => value);
  return {
    name: migrationFiles.secretValues,
    content: renderChanged(values, 'The passwords of the stack.'),
  };
}
