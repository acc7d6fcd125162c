import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CatalogQuestion } from '../../src/rancher/catalog-question.ts';
import type { FormLists } from '../../src/rancher/form/form-lists.ts';
import {
  chooseVersion,
  enterAnswer,
  openNewPage,
  versionLoaded,
  type LaunchPage,
} from '../../src/rancher/form/launch-page.ts';
import { sentEnvironment, submitPage } from '../../src/rancher/form/launch-request.ts';
import { shownQuestions } from '../../src/rancher/form/shown-page.ts';
import { formAnswers } from '../../src/rancher/launch/form-answers.ts';
import { TemplatePreview } from '../../src/preview/template-preview.ts';
import { textFile } from '../../src/rancher/catalog-file.ts';

const types =
  'string multiline password masked int float date boolean enum service certificate secret color'.split(
    ' ',
  );
const words = fc.constantFrom('', 'a', 'true', '1', 'shop/db', 'db', 'site', 'token', ' $x "y"\n');

const question = fc.record({
  variable: fc.constantFrom('A', 'B', 'C', '__proto__', 'toString'),
  label: fc.constantFrom('', 'L'),
  type: fc.constantFrom(...types),
  required: fc.boolean(),
  default: words,
  options: fc.constantFrom([], ['a', '1'], ['true']),
});

const lists: FormLists = {
  services: [{ stack: 'shop', name: 'db' }],
  certificates: ['site'],
  secrets: ['token'],
  stacks: [],
};

/** An answer to the question with this place, or the choice of the version once more. */
type Action = { readonly index: number; readonly input: string | boolean } | 'again';

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ index: fc.nat(5), input: fc.oneof(words, fc.boolean()) }),
  fc.constant('again' as const),
);

/** The page of a template with these questions, after the user has done something. */
function filled(questions: readonly object[], actions: readonly Action[]) {
  const files = [
    textFile('templates/x/config.yml', 'name: X\nversion: 1.0.0\n'),
    textFile('templates/x/0/docker-compose.yml', 'web: {image: nginx}\n'),
    textFile(
      'templates/x/0/rancher-compose.yml',
      JSON.stringify({ version: '2', catalog: { version: '1.0.0', questions } }),
    ),
  ];
  const preview = new TemplatePreview(files, { catalogId: 'c', rancherVersion: '' });
  const version = preview.version('c:x:0');
  if (!version) throw new Error('no version');
  let page = versionLoaded(openNewPage(preview.template(), lists), version);
  for (const each of actions) {
    page =
      each === 'again'
        ? versionLoaded(chooseVersion(page, version.id), version)
        : enterAnswer(page, each.index, each.input);
  }
  return { page, preview, questions: version.questions };
}

/** What Rancher's programs make of a request: JSON, a map of texts with nulls, `%v`, defaults of what is not there. */
function executed(page: LaunchPage, questions: readonly CatalogQuestion[]): Map<string, string> {
  const request = JSON.parse(JSON.stringify(sentEnvironment(page))) as Record<
    string,
    string | boolean | null
  >;
  const sent = Object.entries(request).map(([name, value]) => [
    name,
    value === null ? '<nil>' : String(value),
  ]);
  const defaults = questions.map((each) => [each.variable, each.default]);
  return new Map(Object.entries(Object.fromEntries([...defaults, ...sent])));
}

test('the preview launches with the answers that the executor gets from the request', () => {
  fc.assert(
    fc.property(
      fc.array(question, { maxLength: 6 }),
      fc.array(action, { maxLength: 8 }),
      (asked, actions) => {
        const { page, preview, questions } = filled(asked, actions);
        const { request } = submitPage(page);
        const environment = request ? request.environment : sentEnvironment(page);
        const { answers } = preview.launch({
          versionId: 'c:x:0',
          environment: structuredClone(environment),
          stackName: page.name,
          previousVersion: '',
        });
        expect(answers).toEqual(executed(page, questions));
      },
    ),
  );
});

test('the answers of a user who changes nothing are those that lint launches with, where those are known', () => {
  fc.assert(
    fc.property(fc.array(question, { maxLength: 6 }), (asked) => {
      const { page, questions } = filled(asked, []);
      const { answers, unknown } = formAnswers(questions);
      const known = (all: ReadonlyMap<string, string>) =>
        new Map([...all].filter(([variable]) => !unknown.has(variable)));
      expect(known(answers)).toEqual(known(executed(page, questions)));
    }),
  );
});

test('a widget shows one of its entries, or nothing, and what is chosen is what is sent', () => {
  fc.assert(
    fc.property(
      fc.array(question, { maxLength: 6 }),
      fc.array(action, { maxLength: 8 }),
      (asked, actions) => {
        for (const { widget, shown, answer, question: each } of shownQuestions(
          filled(asked, actions).page,
        )) {
          if (widget.kind !== 'select' || shown === '') continue;
          const entries = widget.groups.flatMap(({ choices }) => choices.map(({ value }) => value));
          expect(entries).toContain(shown);
          const isDefault = each.type === 'service' && answer === undefined;
          expect(isDefault ? shown : answer).toBe(shown);
        }
      },
    ),
  );
});
