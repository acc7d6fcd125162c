import { describe, expect, test } from 'vitest';
import { keepAnswers } from '../../../src/page/keep-answers.ts';
import type { CatalogQuestion } from '../../../src/rancher/catalog-question.ts';
import {
  changeStack,
  enterAnswer,
  openNewPage,
  versionLoaded,
} from '../../../src/rancher/form/launch-page.ts';

const question = (variable: string, type: string, value: string): CatalogQuestion => ({
  variable,
  label: variable,
  description: '',
  type,
  required: false,
  default: value,
  group: '',
  minLength: 0,
  maxLength: 0,
  min: 0,
  max: 0,
  options: [],
  validChars: '',
  invalidChars: '',
});

const template = {
  id: 'catalog:x',
  catalogId: 'catalog',
  base: '',
  name: 'X',
  description: '',
  defaultVersion: '1',
  categories: [],
  maintainer: '',
  license: '',
  projectUrl: '',
  certified: '',
  iconPath: '',
  versionLinks: { 1: 'catalog:x:0' },
};

const lists = { services: [], certificates: [], secrets: [], stacks: [] };

const pageWith = (...questions: CatalogQuestion[]) =>
  versionLoaded(openNewPage(template, lists), {
    id: 'catalog:x:0',
    version: '1',
    folder: 'templates/x/0',
    questions,
    files: [],
    readme: undefined,
    upgradeVersionLinks: {},
  });

describe('a page whose files change', () => {
  test('keeps what was entered, with its variable', () => {
    const entered = enterAnswer(
      pageWith(question('A', 'string', 'a'), question('B', 'string', 'b')),
      1,
      'typed',
    );
    const before = changeStack(entered, { name: 'shop', startOnCreate: false });
    const after = pageWith(
      question('NEW', 'string', 'n'),
      question('B', 'string', 'other'),
      question('A', 'string', 'other'),
    );
    const kept = keepAnswers(before, after);
    expect(kept.answers).toEqual(['n', 'typed', 'other']);
    expect(kept.touched).toEqual([false, true, false]);
    expect(kept).toMatchObject({ name: 'shop', startOnCreate: false });
  });

  test('drops the answer of a question that is gone, or has another type', () => {
    let before = pageWith(question('A', 'string', 'a'), question('B', 'string', 'b'));
    before = enterAnswer(enterAnswer(before, 0, 'typed'), 1, 'typed');
    const after = pageWith(question('B', 'boolean', 'true'));
    expect(keepAnswers(before, after).answers).toEqual([true]);
  });
});
