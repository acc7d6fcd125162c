import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../../support/run-cli.ts';
import { asking, config, input, panelsOf, previewOf } from './preview-texts.ts';

const web = (keys = '') => `version: '2'\nservices:\n  web:\n    image: nginx:1\n${keys}`;
const branch = '{{- if eq .Values.FAST "true" }}\n    privileged: true\n{{- end }}\n';

describe('the texts beside the form', () => {
  test('are those that launch prints for the same answers', async () => {
    const files = {
      'config.yml': config,
      '0/docker-compose.yml.tpl': web(`    environment: {A: "\${A}", B: "\${B}"}\n${branch}`),
      '0/rancher-compose.yml': `${asking('{variable: A}\n{variable: B, type: certificate}\n{variable: FAST, type: boolean}')}services:\n  web: {scale: 2}\n`,
    };
    const folder = temporaryFolder(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`x/${path}`, text])),
    );
    const answers = join(
      temporaryFolder({ 'a.yml': 'A: "1: #"\nB: <nil>\nFAST: true\n' }),
      'a.yml',
    );
    const { stdout } = await runCli(folder, ['launch', 'x/0', '--answers', answers, '--yaml']);
    const { merged, verdict } = previewOf(files).panels(input({ A: '1: #', B: null, FAST: true }));
    expect(verdict).toBe('accepted');
    expect(merged?.text).toBe(stdout);
    expect(stdout).toContain('privileged: true');
  });

  test('have the lines marked that the answers change', () => {
    const compose = web(`    environment:\n      A: "\${A}"\n${branch}`);
    const questions = '{variable: A, default: a}\n{variable: FAST, type: boolean}';
    const panels = (environment: Parameters<typeof panelsOf>[2], more = {}) => {
      const { rendered, merged } = panelsOf(questions, compose, environment, more);
      return [...rendered, merged].map(
        (text) =>
          text && [text.name, ...text.changed.map((line) => text.text.split('\n')[line - 1])],
      );
    };
    expect(panels({ A: 'a', FAST: false })).toEqual([
      ['docker-compose.yml'],
      ['rancher-compose.yml'],
      ['docker-compose.yml'],
    ]);
    expect(panels({ A: 'b', FAST: true })).toEqual([
      ['docker-compose.yml', '    privileged: true'],
      ['rancher-compose.yml'],
      ['docker-compose.yml', '      - A=b', '    privileged: true'],
    ]);
    expect(panels({ A: 'b', FAST: true }, { baseline: { A: 'a', FAST: true } })[2]).toEqual([
      'docker-compose.yml',
      '      - A=b',
    ]);
  });

  test('are those of Rancher until it rejects one, with the place in the file as it is written', () => {
    const compose = web('{{- if .Values.A }}\n    # a comment\n{{- end }}\n    mem_limit: ${A}\n');
    const panels = panelsOf('{variable: A}', compose, { A: 'much' });
    expect(panels).toMatchObject({
      verdict: 'rejected',
      merged: undefined,
      services: [],
      rendered: [{ name: 'docker-compose.yml' }],
      diagnostics: [
        { code: 'launch-refused', at: { file: 'templates/x/0/docker-compose.yml', line: 8 } },
      ],
    });
  });

  test('have the name of the stack, which launch does not know', () => {
    const { merged } = panelsOf(
      '{variable: A}',
      web('    hostname: {{ .Stack.Name }}\n'),
      {},
      {
        stackName: 'mine',
      },
    );
    expect(merged?.text).toContain('hostname: mine\n');
  });

  test('are plain data', () => {
    const panels = panelsOf('{variable: A}', web(), { A: '1' });
    expect(structuredClone(panels)).toEqual(panels);
  });
});

describe('the findings beside the form', () => {
  const compose = web(branch);
  const codes = (fast: boolean) =>
    panelsOf('{variable: FAST, type: boolean}', compose, { FAST: fast }).lint.map(
      ({ code, at }) => `${code} ${at.line ?? 0}`,
    );

  test('are those of what is launched with the answers, at the lines of the file', () => {
    expect(codes(true)).toContain('privileged 6');
    expect(codes(false).join(' ')).not.toContain('privileged');
  });

  test('are silenced by comments', () => {
    const silent = compose.replace(
      '    privileged',
      '    # rancher-catalog-ignore privileged: it is a test\n    privileged',
    );
    const { lint } = panelsOf('{variable: FAST, type: boolean}', silent, { FAST: true });
    expect(lint.map(({ code }) => code)).not.toContain('privileged');
  });

  test('are not looked for in files that Rancher only passes on', () => {
    const preview = previewOf({
      '0/docker-compose.yml': web(),
      '0/rancher-compose.yml': asking('{variable: A}'),
      '0/README.md': '# rancher-catalog-ignore nothing\n',
    });
    expect(preview.version('c:x:0')?.readme).toContain('rancher-catalog-ignore');
    const found = [...preview.lint('c:x:0'), ...preview.panels(input({})).lint];
    expect(found.map(({ at }) => at.file)).not.toContain('templates/x/0/README.md');
  });

  test('that do not depend on answers are separate', () => {
    const preview = previewOf({
      '0/docker-compose.yml': web(),
      '0/rancher-compose.yml': asking('{variable: UNUSED, type: colour}'),
    });
    const found = preview.lint('c:x:0').map(({ code }) => code);
    expect(found).toEqual(expect.arrayContaining(['question-unused', 'question-type-unknown']));
    expect(preview.panels(input({})).lint.map(({ code }) => code)).not.toContain('question-unused');
  });
});

describe('an upgrade', () => {
  const preview = previewOf({
    '0/docker-compose.yml': web('  old: {image: redis}\n'),
    '0/rancher-compose.yml': asking('{variable: A}\n{variable: GONE}'),
    '1/docker-compose.yml': web('    environment: {A: "${A}"}\n  new: {image: redis}\n'),
    '1/rancher-compose.yml': asking('{variable: A}\n{variable: B, default: b}', '1.1.0'),
  });
  const form = input({ A: 'a', B: 'b' }, { versionId: 'c:x:1', previousVersion: '1.0.0' });

  test('lists answers that are dropped and added, and services that change', () => {
    expect(preview.upgrade(form, 'c:x:0', { A: 'a', GONE: '1' })).toEqual({
      dropped: [{ variable: 'GONE', answer: '1' }],
      added: [{ variable: 'B', answer: 'b' }],
      services: [
        {
          name: 'web',
          change: 'changed',
          lines: [
            { kind: 'same', text: 'image: nginx:1' },
            { kind: 'added', text: 'environment:' },
            { kind: 'added', text: '  - A=a' },
          ],
        },
        { name: 'old', change: 'removed', lines: [{ kind: 'removed', text: 'image: redis' }] },
        { name: 'new', change: 'added', lines: [{ kind: 'added', text: 'image: redis' }] },
      ],
    });
  });

  test('has no services if Rancher rejects one of the two', () => {
    const broken = previewOf({
      '0/docker-compose.yml': 'web: {image: [}\n',
      '0/rancher-compose.yml': asking('{variable: A}'),
      '1/docker-compose.yml': web(),
      '1/rancher-compose.yml': asking('{variable: A}', '1.1.0'),
    });
    expect(broken.upgrade({ ...form, environment: {} }, 'c:x:0', {}).services).toBeUndefined();
  });
});

describe('a version', () => {
  test('that the API does not serve is undefined, and one that does not exist has no panels', () => {
    const preview = previewOf({
      '0/rancher-compose.yml': asking('{variable: A}'),
      '1.0.1/rancher-compose.yml': "version: '2'\ncatalog: {questions: 1}\n",
    });
    expect(preview.version('c:x:0')?.version).toBe('1.0.0');
    expect(preview.version('c:x:1.0.1')).toBeUndefined();
    expect(() => preview.panels(input({}, { versionId: 'c:x:7' }))).toThrow('no version c:x:7');
  });

  test('has its README as safe HTML', async () => {
    const preview = previewOf({
      '0/rancher-compose.yml': asking('{variable: A}'),
      '0/readme.md': '# A <script>alert(1)</script>\n',
    });
    expect(await preview.readme('c:x:0')).toBe('<h1>A </h1>\n');
  });
});

describe('hostile input ends', () => {
  test.each([
    [
      'a template that never ends',
      '{{ range until 1000000000 }}{{ range until 1000000000 }}a{{ end }}{{ end }}',
    ],
    [
      'a template that calls itself',
      '{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}',
    ],
  ])('%s', (_what, template) => {
    expect(panelsOf('{variable: A}', web(template), { A: '' }).verdict).toBe('rejected');
  });

  test('an answer of 1 MB', () => {
    const answer = 'word '.repeat(200_000);
    const { merged } = panelsOf('{variable: A}', web('    environment: {A: "${A}"}\n'), {
      A: answer,
    });
    expect(merged?.text).toContain(answer.trim());
  });
});
