import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, workplace } from './git.ts';
import { run } from './prose.ts';
import { clone, publishGood } from './publishing.ts';

const hello = join(import.meta.dirname, '../fixtures/blueprints/hello');

/** The template of the chart, whose StatefulSet has a field that Kubernetes does not change. */
export const chartTemplate = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}
spec:
  serviceName: {{ .Release.Name }}
  template:
    metadata:
      annotations: {greeting: {{ .Values.greeting | quote }}}
`;

/** Writes answers.yml. */
export const changeHello = (folder: string, version: string, more = ''): void =>
  writeFileSync(
    join(folder, 'answers.yml'),
    `blueprint: ./blueprint\nname: hello\nversion: ${version}\n${more}`,
  );

/** Writes the template of the chart in the blueprint. */
export const changeTemplate = (folder: string, text: string): void =>
  writeFileSync(join(folder, 'blueprint/chart/templates/app.yaml'), text);

/** A folder with an empty bare repository, and answers for a blueprint with a chart. */
export function helloWorld(): string {
  const folder = workplace();
  cpSync(hello, join(folder, 'blueprint'), { recursive: true });
  mkdirSync(join(folder, 'blueprint/chart/templates'), { recursive: true });
  changeTemplate(folder, chartTemplate);
  changeHello(folder, '1.0.0');
  return folder;
}

/** A repository with a release of an entry and its chart, or of one of them, and a checkout of it. */
export async function releasedHello(...options: string[]) {
  const folder = helloWorld();
  await publishGood(folder, ...options);
  const checkout = clone(folder);
  const commit = (message: string) => {
    git(checkout, 'add', '-A');
    git(checkout, 'commit', '-qm', message);
  };
  return { folder, checkout, commit };
}

/** What `check` finds in the checkout: the exit code, and each finding. */
export async function checkHello(folder: string, ...more: string[]) {
  const { code, found } = await run(folder, ['check', '-c', 'checkout', ...more]);
  return { code, found: found.map((each) => each.replace('checkout/', '')) };
}
