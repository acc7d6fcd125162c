import { describe, expect, test } from 'vitest';
import { executorAnswers } from '../../../../src/rancher/form/answer.ts';
import {
  changeStack,
  enterAnswer,
  openNewPage,
  openUpgradePage,
} from '../../../../src/rancher/form/launch-page.ts';
import {
  formErrors,
  sentEnvironment,
  submitPage,
} from '../../../../src/rancher/form/launch-request.ts';
import { answersText, previewTabs } from '../../../../src/rancher/form/preview-tabs.ts';
import { asking, lists, loaded, newPage, pageAsking, served } from './form-texts.ts';

describe('a required question', () => {
  test.each([
    ['type: string', '', true],
    ['type: string', '   ', false],
    ['type: int', '0', false],
    ['type: int', 'x', true],
    ['type: string', 'false', false],
    ['type: enum, options: [a]', '', true],
    ['type: service, default: db', '', true],
    ['type: boolean', false, false],
  ])('{%s} with %j is missing: %j', (question, input, isMissing) => {
    const page = pageAsking(`{variable: A, label: The A, required: true, ${question}}`);
    expect(formErrors(enterAnswer(page, 0, input))).toEqual(isMissing ? ['The A is required'] : []);
  });

  test('is missing although its default service is shown', () => {
    const page = pageAsking('{variable: A, label: DB, type: service, default: db, required: true}');
    expect(formErrors(page)).toEqual(['DB is required']);
  });
});

test('all that is missing is listed once, with the name first', () => {
  const page = pageAsking(
    ['A, label: X', 'B, label: X', 'C', 'D, label: Z']
      .map((each) => `{variable: ${each}, required: true}`)
      .join('\n'),
  );
  const { page: refused, request } = submitPage(changeStack(page, { name: '' }));
  expect(request).toBeUndefined();
  expect(refused.errors).toEqual([
    'Name is required',
    'X is required',
    ' is required',
    'Z is required',
  ]);
  expect(refused.environment).toEqual({});
});

describe('the API answers to a name with', () => {
  const error = (name: string) =>
    submitPage(changeStack(pageAsking('{variable: A}'), { name })).page.errors;

  test.each([
    ['SHOP', 'is not unique'],
    ['a b', 'contains invalid characters'],
    ['a_b', 'contains invalid characters'],
    ['-a', 'contains invalid characters'],
    ['a-', 'contains invalid characters'],
    ['ä', 'contains invalid characters'],
    ['a'.repeat(64), 'is too long'],
    ['_'.repeat(64), 'is too long'],
  ])('%j: name %s', (name, words) => {
    expect(error(name)).toEqual([`Validation failed in API: name ${words}`]);
  });

  test.each(['a--b', 'A', '1', 'a'.repeat(63)])('%j: no error', (name) => {
    expect(error(name)).toEqual([]);
  });
});

describe('the default name of a stack', () => {
  test.each([
    ['templates', 'x', 'c', 'x'],
    ['infra-templates', 'x', 'c', 'x'],
    ['templates', 'a.b_c D-1', 'c', 'abcD-1'],
    ['templates', 'k8s', 'my:c', 'kubernetes'],
  ])('of %s/%s in the catalog %s is %j', (top, folder, catalogId, name) => {
    const base = top.startsWith('infra') ? 'infra*' : '';
    const id = `${catalogId.replace(':', '')}:${base}${folder}`;
    const { template } = served({ 'config.yml': 'name: X\n' });
    expect(openNewPage({ ...template, id }, lists).name).toBe(name);
  });
});

describe('the request', () => {
  const files = (names: readonly string[]) =>
    Object.fromEntries([
      ...names.map((name) => [`0/${name}`, name] as const),
      ['0/rancher-compose.yml', asking('{variable: A, default: a}\n{variable: B, type: boolean}')],
    ]);

  test('of a new stack has everything of the page', () => {
    const page = changeStack(newPage(files(['docker-compose.yml'])), { description: 'mine' });
    expect(submitPage(page).request).toEqual({
      kind: 'create',
      name: 'x',
      description: 'mine',
      system: false,
      startOnCreate: true,
      dockerCompose: 'docker-compose.yml',
      rancherCompose: files([])['0/rancher-compose.yml'],
      environment: { A: 'a', B: false },
      externalId: 'catalog://c:x:0',
    });
  });

  test.each([
    [['docker-compose.yml', 'docker-compose.yml.tpl'], 'docker-compose.yml.tpl'],
    [['docker-compose.yml.tpl'], 'docker-compose.yml.tpl'],
    [[], undefined],
  ])('of %j has the compose file %j', (names, text) => {
    expect(submitPage(newPage(files(names))).request?.dockerCompose).toBe(text);
  });

  test('has the plain file if its template is empty', () => {
    const page = newPage({ ...files(['docker-compose.yml']), '0/docker-compose.yml.tpl': '' });
    expect(submitPage(page).request?.dockerCompose).toBe('docker-compose.yml');
  });

  test('of a system stack is marked so, and has the ID with the base', () => {
    const { template, versions } = served(
      { 'config.yml': 'name: X\nversion: 1.0.0\n', ...files([]) },
      'library',
      'infra-templates',
    );
    const page = loaded(openNewPage(template, lists), versions);
    expect(submitPage(page).request).toMatchObject({
      system: true,
      externalId: 'catalog://library:infra*x:0',
    });
  });

  test('of an upgrade has neither name nor start, and the name is not checked', () => {
    const { template, versions } = served({
      'config.yml': 'name: X\nversion: 1.0.0\n',
      ...files(['docker-compose.yml']),
      '1/rancher-compose.yml': asking('{variable: A}', '0.9.0'),
    });
    const from = versions.find(({ version }) => version === '0.9.0');
    if (!from) throw new Error('no version');
    const stack = { name: 'shop', environment: {} };
    const page = loaded(openUpgradePage(template, lists, stack, from), versions);
    const { page: sent, request } = submitPage(changeStack(page, { name: '' }));
    expect([sent.errors, Object.keys(request ?? {}), request?.kind]).toEqual([
      [],
      ['kind', 'dockerCompose', 'rancherCompose', 'environment', 'externalId'],
      'upgrade',
    ]);
  });
});

describe('answers.txt', () => {
  const quoted = (answer: string) =>
    answersText(enterAnswer(pageAsking('{variable: A, type: multiline}'), 0, answer));

  test.each([
    ['', 'A='],
    ['plain-1.0_x~/+%', 'A=plain-1.0_x~/+%'],
    ['two words', "A='two words'"],
    ['a\nb', "A='a\nb'"],
    ['the "x"', `A='the "x"'`],
    ['a\\ b', String.raw`A='a\\ b'`],
    ["it's", `A="it's"`],
    ['it\'s $HOME `x` "y" \\ !', String.raw`A="it's \$HOME \`x\` \"y\" \\ \!"`],
    ['https://a.b:80/?c=d&e', String.raw`A=https\://a.b\:80/\?c\=d\&e`],
    ['a,b;c', String.raw`A=a\,b\;c`],
    ['$A`b`(c)[d]{e}<f>|#!*@^\\', String.raw`A=\$A\`b\`\(c\)\[d\]\{e\}\<f\>\|\#\!\*\@\^\\`],
  ])('of %j has %s', (answer, line) => {
    expect(quoted(answer)).toBe(line);
  });

  test('has a line for each question, also without an answer', () => {
    const page = pageAsking(
      '{variable: A, type: boolean}\n{variable: B, type: service}\n{variable: C, type: certificate}\n{variable: A}',
    );
    expect(answersText(page)).toBe('A=false\nB=\nC=\nA=');
  });

  test('is the last tab, after every file in the order of its bytes', () => {
    const page = newPage({
      '0/rancher-compose.yml': asking('{variable: A}'),
      '0/docker-compose.yml': 'raw: ${A}\n',
      '0/README.md': '# R\n',
      '0/docker-compose.yml.tpl': '{{ .Values.A }}\n',
      '0/sub/aa.txt': 'below\n',
      '0/ä.txt': '',
      '0/😀.txt': '',
      '0/～.txt': '',
    });
    expect(previewTabs(page).map(({ name, language }) => `${name} ${language}`)).toEqual([
      'README.md yaml',
      'aa.txt yaml',
      'docker-compose.yml yaml',
      'docker-compose.yml.tpl yaml',
      'rancher-compose.yml yaml',
      'ä.txt yaml',
      '～.txt yaml',
      '😀.txt yaml',
      'answers.txt bash',
    ]);
    expect(previewTabs(page)[2]?.text).toBe('raw: ${A}\n');
  });
});

test('the executor gets text: no answer that is undefined, and <nil> for null', () => {
  const page = pageAsking(
    '{variable: A, type: boolean}\n{variable: B, type: service, default: db}\n{variable: C, type: certificate}\n{variable: __proto__, default: p}',
  );
  const environment = sentEnvironment(page);
  expect([...executorAnswers(environment)]).toEqual([
    ['A', 'false'],
    ['C', '<nil>'],
    ['__proto__', 'p'],
  ]);
  expect([...executorAnswers(structuredClone(environment))]).toEqual([
    ...executorAnswers(environment),
  ]);
});
