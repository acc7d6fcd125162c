import { describe, expect, test } from 'vitest';
import { compareVersions, type ComparedVersion } from '../../../src/import/compare-versions.ts';
import { indexCatalog } from '../../../src/rancher/index-catalog.ts';

const block = `.catalog:
  version: 1.0.0
  questions:
  - {variable: MODE, label: Mode, type: string, default: usual}
  - {variable: SIZE, label: Size, type: string}
  - {variable: DEBUG, label: Debug, type: boolean, default: false}
`;

function versionOf(docker: string): ComparedVersion {
  const texts = {
    'config.yml': 'name: Web\nversion: 1.0.0\n',
    '0/docker-compose.yml.tpl': `web:\n  image: nginx\n${docker}`,
    '0/rancher-compose.yml': block,
  };
  const files = Object.entries(texts).map(([path, text]) => ({
    path: `templates/web/${path}`,
    sizeBytes: text.length,
    text,
  }));
  const [template] = indexCatalog(files).templates;
  const [version] = template?.versions ?? [];
  if (!template || !version) throw new Error('the catalog has no version');
  return { config: template.config, ...version, icon: undefined };
}

const compare = (was: string, is: string, answerSets = 20) =>
  compareVersions(versionOf(was), versionOf(is), { answerSets });

const privileged = '\n  privileged: true\n';

describe('a block that only a certain answer shows is a difference', () => {
  test.for([
    ['a text', '{{if eq .Values.MODE "special"}}', '{{end}}'],
    ['one of several texts', '{{if eq .Values.MODE "a" "b" "special"}}', '{{end}}'],
    ['a piped answer', '{{if .Values.MODE | eq "special"}}', '{{end}}'],
    ['a variable', '{{$is := "special"}}{{if eq .Values.MODE $is}}', '{{end}}'],
    ['a variable of the answer', '{{$mode := .Values.MODE}}{{if eq $mode "special"}}', '{{end}}'],
    ['the dot', '{{with .Values.MODE}}{{if eq . "special"}}', '{{end}}{{end}}'],
    ['an index', '{{if eq (index .Values "MODE") "special"}}', '{{end}}'],
    ['a changed answer', '{{if eq (upper .Values.MODE) "SPECIAL"}}', '{{end}}'],
    ['two texts', '{{if and (eq .Values.MODE "a") (eq .Values.SIZE "b")}}', '{{end}}'],
    ['blocks in blocks', '{{if eq .Values.MODE "a"}}{{if eq .Values.SIZE "b"}}', '{{end}}{{end}}'],
    ['a later branch', '{{if eq .Values.MODE "a"}}{{else if eq .Values.SIZE "b"}}', '{{end}}'],
    ['no text', '{{if not .Values.MODE}}', '{{end}}'],
    ['a text and a boolean', '{{if eq .Values.MODE .Values.DEBUG "true"}}', '{{end}}'],
  ] as const)('%s', ([, open, close]) => {
    const text = `${open}${privileged}${close}`;
    expect(compare(text, '', 0)).toHaveLength(1);
    expect(compare('', text, 0)).toHaveLength(1);
    expect(compare(text, text)).toEqual([]);
  });

  test('an answer that is in the place of another one, in a block', () => {
    const using = (variable: string) =>
      `{{if eq .Values.MODE "special"}}\n  command: "\${${variable}}"\n{{end}}`;
    expect(compare(using('SIZE'), using('MODE'))).toHaveLength(1);
    expect(compare(using('SIZE'), using('SIZE'))).toEqual([]);
  });

  test('each of a hundred texts', () => {
    const blocks = (last: string) =>
      Array.from(
        { length: 100 },
        (_, index) =>
          `{{if eq .Values.MODE "m${index}"}}\n  hostname: h${index === 99 ? last : index}{{end}}`,
      ).join('');
    expect(compare(blocks('99'), blocks('other'))).toHaveLength(1);
  });
});
