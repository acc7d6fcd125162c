import { describe, expect, test } from 'vitest';
import { compareChartVersions, parseChartVersion } from '../../../src/rancher2/chart-version.ts';
import { parseConstraint, type SuffixRule } from '../../../src/rancher2/version-constraint.ts';
import { helm, type HelmMajor } from '../../support/helm.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

const versions = ['v1.31.2', 'v1.31.2-gke.1', 'v1.32.0-rc1', 'v1.25.0', 'v0.2.3'];

/** What our reading of a constraint gives for each version. */
function ours(constraint: string, rule: SuffixRule): string {
  const fits = parseConstraint(constraint);
  const isFit = (text: string) => {
    const version = parseChartVersion(text);
    return version !== undefined && fits?.(version, rule) === true;
  };
  return versions.map((each) => (isFit(each) ? 'y' : 'n')).join('');
}

/** The output of helm for a template; undefined if it fails. */
function rendered(major: HelmMajor, template: string): string | undefined {
  const folder = temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    'templates/a.yaml': `a: |\n  {{- range $line := splitList "\\n" (include "all" .) }}\n  {{ $line }}\n  {{- end }}\n`,
    'templates/_all.tpl': `{{ define "all" }}${template}{{ end }}`,
    'values.yaml': JSON.stringify({ versions, constraints }),
  });
  const { status, stdout, stderr } = helm(major, ['template', folder]);
  if (status === 0) return stdout.slice(stdout.indexOf('a: |') + 4);
  if (!stderr.includes('semverCompare')) throw new Error(stderr);
  return undefined;
}

// Every operator, with and without suffix, whole and open; separators; malformed ones.
const constraints = [
  ...['', '=', '!=', '>', '<', '>=', '=>', '<=', '=<', '~', '~>', '^'].flatMap((operator) =>
    ['1.31.2', '1.31', '1', '1.31.x-0', '0.2'].map((version) => `${operator}${version}`),
  ),
  ...`* x *-0 ^* !=* >* <=* ^0 ^0.0 ^0.0.3 ~0 ~0.0 foo 1|2 >=1.025 >=1.25.0-01 v1.31.2 1.31.2+a 1.2.3.4
      >=1.25.0-alpha.1+b || X.1 1.x.2 1.31.2-gke.1 >=1.25.0-0,<1.32.0-0 >=1.25.0-0<1.32 ,1 1,,2`.split(
    /\s+/,
  ),
  '>= 1.25.0-0 < 1.32.0',
  '>= 1.25.0-0 < 1.32.0-0',
  '1.25 - 1.31',
  '1.25.0-0 - 1.31.9-0',
  '>=2.0.0 || >=1.31.0-0',
  '1.25.0,1.26.0',
  '1.25.0 ,*',
  '== 1.31',
  '>= 1.25 <',
  '>= v1',
  '1 ||',
];

describe('a constraint', () => {
  const known = constraints.filter((each) => parseConstraint(each) !== undefined);

  test.each([
    [3, 'each'],
    [4, 'one'],
  ] as const)('is read as helm %i reads it', (major, rule) => {
    const all = known.map(
      (each) =>
        `{{ range $.Values.versions }}{{ if semverCompare ${JSON.stringify(each)} . }}y{{ else }}n{{ end }}{{ end }}`,
    );
    expect(known.map((each) => `${each} ${ours(each, rule)}`)).toEqual(
      rendered(major, all.join('\n'))
        ?.trim()
        .split(/\s+/)
        .map((answers, index) => `${known[index]} ${answers}`),
    );
    expect(known.length).toBeGreaterThan(80);
  });

  test.each(constraints.filter((each) => !known.includes(each)))(
    'is malformed as for helm 3: %j',
    (each) => {
      expect(rendered(3, `{{ semverCompare ${JSON.stringify(each)} "1.0.0" }}`)).toBeUndefined();
    },
  );

  test('of hostile length or form is read in linear time', () => {
    expect(parseConstraint('1'.repeat(100_000))).toBeUndefined();
    expect(parseConstraint(`${'1 , '.repeat(240)}!`)).toBeUndefined();
  });
});

describe('a version', () => {
  test.each([
    ['1.2.3', 'v1.2.3', 0],
    ['1', '1.0.0', 0],
    ['1.2.3-rc.1', '1.2.3', -1],
    ['1.2.3-rc.2', '1.2.3-rc.10', -1],
    ['1.2.3-1', '1.2.3-a', -1],
    ['1.2.3-a', '1.2.3-a.1', -1],
    ['1.10.0', '1.9.0', 1],
    ['1.2.3+b', '1.2.3+a', 0],
    ['99999999999999999999-99999999999999999999.1', '1', undefined],
    ['1.2.3-01', '1.2.3', undefined],
    ['01.02.03', '1.2.3', 0],
    ['1.2.3.4', '1', undefined],
    ['', '1', undefined],
  ])('%s compared with %s', (a, b, expected) => {
    const [left, right] = [parseChartVersion(a), parseChartVersion(b)];
    expect(left && right && compareChartVersions(left, right)).toBe(expected);
  });
});
