import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import { helm, helmMajors, type HelmMajor } from './helm.ts';
import { temporaryFolder } from './run-cli.ts';

const ajv = new Ajv({ strict: false, unicodeRegExp: true, addUsedSchema: false });

/** Values of a chart, and their schema. */
export interface SchemaCase {
  readonly schema: string;
  readonly values: unknown;
}

/** The numbers of the cases that helm refuses: each is the subchart of one chart, so that one run checks all. */
function refusedBy(major: HelmMajor, cases: readonly SchemaCase[]): number[] {
  const folder = temporaryFolder();
  const chart = (at: string, name: string) => {
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
  };
  chart(folder, 'all');
  for (const [index, { schema }] of cases.entries()) {
    chart(join(folder, `charts/case${index}`), `case${index}`);
    writeFileSync(join(folder, `charts/case${index}/values.schema.json`), schema);
  }
  const values = Object.fromEntries(cases.map((each, index) => [`case${index}`, each.values]));
  // YAML, as which helm reads it, has line ends that JSON does not escape.
  const json = JSON.stringify(values).replaceAll(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(join(folder, 'given.json'), json);
  const { status, stderr } = helm(major, [
    'template',
    'x',
    folder,
    '--values',
    join(folder, 'given.json'),
  ]);
  const names = [...stderr.matchAll(/^case(\d+):$/gm)].map(([, index]) => Number(index));
  expect({ status, isUnread: stderr.includes('invalid schema') }).toEqual({
    status: names.length === 0 ? 0 : 1,
    isUnread: false,
  });
  return names.sort((a, b) => a - b);
}

/** The cases on which helm 3 or helm 4 and ajv differ, and the share that ajv refuses. */
export function compareVerdicts(cases: readonly SchemaCase[]) {
  const refused = cases.flatMap(({ schema, values }, index) =>
    ajv.validate(JSON.parse(schema) as object, values) ? [] : [index],
  );
  const differing = helmMajors.flatMap((major) => {
    const found = new Set(refusedBy(major, cases));
    return cases
      .filter((_case, index) => found.has(index) !== refused.includes(index))
      .map((each) => ({ major, ...each }));
  });
  return { differing, refusedShare: refused.length / cases.length };
}
