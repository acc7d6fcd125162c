import { describe, expect, test } from 'vitest';
import {
  changeStack,
  enterAnswer,
  openNewPage,
  openUpgradePage,
  versionLoaded,
} from '../../../../src/rancher/form/launch-page.ts';
import { submitPage } from '../../../../src/rancher/form/launch-request.ts';
import { shownQuestions } from '../../../../src/rancher/form/shown-page.ts';
import { compareUiVersions } from '../../../../src/rancher/form/ui-version-order.ts';
import { asking, lists, loaded, served, withVersion } from './form-texts.ts';

const versionsOf = (...versions: string[]) =>
  Object.fromEntries(
    versions.map((version, index) => [
      `${index}/rancher-compose.yml`,
      asking('{variable: A, default: a}\n{variable: B, default: b}', version),
    ]),
  );

const catalog = (defaultVersion: string, ...versions: string[]) =>
  served({ 'config.yml': `name: X\nversion: "${defaultVersion}"\n`, ...versionsOf(...versions) });

test('the UI sorts versions ascending, and one that is continued before those that continue it', () => {
  const versions = [
    'v1.10',
    '1.9',
    '1.0.0-rc1',
    '1.0.0',
    '1.0',
    '1.0.0-rancher2',
    'latest',
    'Beta',
  ];
  expect(versions.toSorted(compareUiVersions)).toEqual([
    '1.0',
    '1.0.0',
    '1.0.0-rancher2',
    '1.0.0-rc1',
    '1.9',
    'v1.10',
    'Beta',
    'latest',
  ]);
});

describe('the versions of a new stack', () => {
  test('are in order, and the default one is chosen', () => {
    const { template } = catalog('1.2.0', '1.2.0', '1.10.0', '1.1.0');
    expect(openNewPage(template, lists)).toMatchObject({
      entries: [
        { text: '1.1.0', id: 'c:x:2' },
        { text: '1.2.0', id: 'c:x:0' },
        { text: '1.10.0', id: 'c:x:1' },
      ],
      chosen: 'c:x:0',
      version: undefined,
    });
  });

  test.each(['2.0.0', '', 'constructor'])('none is chosen if the default one is %j', (version) => {
    const { template } = catalog(version, '1.0.0');
    expect(openNewPage(template, lists).chosen).toBeUndefined();
  });

  test('do not include those for another Rancher', () => {
    const { template } = served({
      'config.yml': 'name: X\nversion: 1.0.0\n',
      '0/rancher-compose.yml':
        "version: '2'\ncatalog: {version: 1.0.0, minimum_rancher_version: v2.0.0}\n",
      '1/rancher-compose.yml': "version: '2'\ncatalog: {version: 1.1.0}\n",
    });
    expect(openNewPage(template, lists)).toMatchObject({
      entries: [{ text: '1.1.0' }],
      chosen: undefined,
    });
  });
});

describe('another version', () => {
  const { template, versions } = catalog('1.0.0', '1.0.0', '1.1.0');
  const page = loaded(openNewPage(template, lists), versions);

  test('loses the answers that were entered, and keeps name, description and start', () => {
    const filled = changeStack(enterAnswer(page, 0, 'typed'), {
      name: 'mine',
      description: 'd',
      startOnCreate: false,
    });
    expect(withVersion(filled, 'c:x:1', versions)).toMatchObject({
      answers: ['a', 'b'],
      touched: [false, false],
      name: 'mine',
      description: 'd',
      startOnCreate: false,
    });
    expect(withVersion(filled, 'c:x:0', versions).answers).toEqual(['a', 'b']);
  });

  test('keeps answers that were submitted', () => {
    const { page: submitted } = submitPage(
      changeStack(enterAnswer(page, 0, 'typed'), { name: 'shop' }),
    );
    expect(submitted.errors).toEqual(['Validation failed in API: name is not unique']);
    expect(withVersion(submitted, 'c:x:1', versions)).toMatchObject({
      answers: ['typed', 'b'],
      errors: [],
    });
  });

  test('is not replaced by one that loaded late', () => {
    const waiting = withVersion(page, 'c:x:1', []);
    expect(waiting).toMatchObject({ chosen: 'c:x:1', version: undefined });
    const [late] = versions;
    expect(late && versionLoaded(waiting, late)).toBe(waiting);
  });

  test('is none if the prompt is chosen', () => {
    expect(withVersion(page, undefined, versions)).toMatchObject({
      chosen: undefined,
      version: undefined,
      answers: [],
    });
  });
});

describe('an upgrade', () => {
  const { template, versions } = catalog('1.1.0', '1.0.0', '1.1.0', '1.2.0', '0.9.0');
  const installed = (id: string) => {
    const found = versions.find((version) => version.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  const stack = { name: 'cache', environment: { A: '', C: 'old' } };

  test('offers later versions, and the installed one as current', () => {
    const page = openUpgradePage(template, lists, stack, installed('c:x:0'));
    expect(page).toMatchObject({
      mode: 'upgrade',
      entries: [
        { text: '1.0.0 (current)', id: 'c:x:0' },
        { text: '1.1.0', id: 'c:x:1' },
        { text: '1.2.0', id: 'c:x:2' },
      ],
      chosen: 'c:x:1',
      name: 'cache',
    });
  });

  test('chooses no version if the default one is not an upgrade', () => {
    expect(openUpgradePage(template, lists, stack, installed('c:x:1')).chosen).toBeUndefined();
  });

  test('starts with the stored answers, also empty ones, and with the defaults of new questions', () => {
    const page = loaded(openUpgradePage(template, lists, stack, installed('c:x:0')), versions);
    expect(page.answers).toEqual(['', 'b']);
  });

  test.each([
    ['type: boolean', 'true', true, true],
    ['type: boolean, default: "true"', 'false', false, false],
    ['type: boolean', 'yes', 'yes', ''],
    ['type: certificate, default: site', null, null, ''],
    ['type: certificate, default: site', '<nil>', '<nil>', ''],
    ['type: enum, options: [a], default: a', 'b', 'b', ''],
    ['type: secret, default: token', 'gone', 'gone', ''],
    ['type: service, default: db', 'shop/db', 'shop/db', 'blog/db'],
  ])('of {%s} with %j stored sends %j and shows %j', (question, stored, answer, shown) => {
    const one = served({
      'config.yml': 'name: X\nversion: 1.0.0\n',
      '0/rancher-compose.yml': asking('{variable: A}', '0.9.0'),
      '1/rancher-compose.yml': asking(`{variable: A, ${question}}`),
    });
    const from = one.versions[0];
    if (!from) throw new Error('no version');
    const page = loaded(
      openUpgradePage(one.template, lists, { name: 's', environment: { A: stored } }, from),
      one.versions,
    );
    expect(shownQuestions(page)).toMatchObject([{ answer, shown }]);
  });
});
