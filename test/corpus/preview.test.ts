import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { launchFolder } from '../../src/actions/entries/launch-folder.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { readCatalogFolder } from '../../src/files/read-catalog.ts';
import { filesByFolder } from '../../src/preview/catalog-list.ts';
import { isAboutLaunch } from '../../src/lint/lint-facts.ts';
import type { LintFinding } from '../../src/lint/lint-finding.ts';
import { lintTemplate } from '../../src/lint/lint-template.ts';
import { findRule } from '../../src/lint/rule-list.ts';
import type { PanelInput } from '../../src/preview/panels.ts';
import { TemplatePreview } from '../../src/preview/template-preview.ts';
import { executorAnswers } from '../../src/rancher/form/answer.ts';
import {
  chooseVersion,
  enterAnswer,
  openNewPage,
  versionLoaded,
  type LaunchPage,
} from '../../src/rancher/form/launch-page.ts';
import { sentEnvironment } from '../../src/rancher/form/launch-request.ts';
import type { FormLists } from '../../src/rancher/form/form-lists.ts';
import { formAnswers } from '../../src/rancher/launch/form-answers.ts';
import type { ServedVersion } from '../../src/rancher/form/served-template.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const catalog = join(import.meta.dirname, '../../../shared/corpus/rancher-catalog');
const { signal } = new AbortController();
const lists = { services: [], certificates: ['site'], secrets: [], stacks: [] };

const { value } = await readCatalogFolder(catalog);
const templates = [...filesByFolder(value?.files ?? [])].flatMap(([folder, files]) => {
  const preview = new TemplatePreview(files, { catalogId: 'library', rancherVersion: '' });
  const { versionLinks } = preview.template();
  const versions = Object.values(versionLinks).flatMap((id) => preview.version(id) ?? []);
  return versions.length === 0 ? [] : [{ folder, files, preview, versions }];
});

const noLists = { ...lists, certificates: [] };

/** A page as the worker gets it; the name of the stack is that of `launch`. */
const inputOf = (page: LaunchPage, of: FormLists): PanelInput => ({
  versionId: page.chosen ?? '',
  environment: sentEnvironment(page),
  stackName: 'stack',
  previousVersion: '',
  startOnCreate: true,
  lists: of,
});

const words = ['', '1', 'a b', '"q"', 'x: y', 'true', '8080', '${X}', '$', 'é', '{{ .Values.A }}'];

/** What a user could enter for the questions of a version. */
const inputs = ({ questions }: ServedVersion) =>
  fc.tuple(
    ...questions.map(({ type, options }) =>
      fc.option(
        fc.constantFrom<string | boolean>(
          ...(type === 'boolean' ? [true, false] : options.length > 0 ? options : words),
        ),
      ),
    ),
  );

const wordsOf = ({ code, message, at }: Diagnostic) => [code, message, at?.line, at?.column];

test.each(templates)(
  'beside the form of $folder is what launch prints for the same answers',
  async ({ preview, versions }) => {
    const version = fc.constantFrom(...versions);
    await fc.assert(
      fc.asyncProperty(
        version.chain((each) => fc.tuple(fc.constant(each), inputs(each))),
        async ([chosen, entered]) => {
          const empty = chooseVersion(openNewPage(preview.template(), lists), chosen.id);
          const page = entered.reduce(
            (before, each, index) => (each === null ? before : enterAnswer(before, index, each)),
            versionLoaded(empty, chosen),
          );
          const environment = sentEnvironment(page);
          const panels = preview.panels(inputOf(page, lists));
          const answers = JSON.stringify(Object.fromEntries(executorAnswers(environment)));
          const launched = await launchFolder({
            folder: join(catalog, chosen.folder),
            answers: join(temporaryFolder({ 'a.json': answers }), 'a.json'),
            set: [],
            previousVersion: '',
            signal,
          });
          const { verdict } = launched.launch;
          const isAccepted = verdict === 'accepted';
          expect(panels).toMatchObject({
            verdict,
            merged: isAccepted ? { text: launched.yaml() } : undefined,
            services: isAccepted ? launched.created : [],
          });
          const found = launched.diagnostics.filter(({ code }) => code !== 'launch-unknown');
          expect(panels.diagnostics.map(wordsOf)).toEqual(found.map(wordsOf));
        },
      ),
      { numRuns: 5 },
    );
  },
);

/** What a finding is, and where. */
const findingOf = ({ code, at, message }: LintFinding) => JSON.stringify([code, at, message]);
const sorted = (findings: readonly LintFinding[]) => findings.map(findingOf).sort();

const isOfLaunch = ({ code }: LintFinding) => {
  const rule = findRule(code);
  return rule !== undefined && isAboutLaunch(rule.group);
};

test.each(templates)(
  'beside the form of $folder, before a change, is what lint finds with the default answers',
  ({ files, preview, versions }) => {
    const linted = lintTemplate(files);
    for (const version of versions) {
      const found = linted.filter(({ at }) => `${at.file}/`.startsWith(`${version.folder}/`));
      expect(sorted(preview.lint(version.id))).toEqual(
        sorted(found.filter((each) => !isOfLaunch(each))),
      );
      // Lint guesses what the form does not know.
      if (formAnswers(version.questions).unknown.size > 0) continue;
      const empty = chooseVersion(openNewPage(preview.template(), noLists), version.id);
      const { lint } = preview.panels(inputOf(versionLoaded(empty, version), noLists));
      // Those of other answers begin with a condition.
      const now = found.filter((each) => isOfLaunch(each) && !each.message.startsWith('if '));
      expect(sorted(lint)).toEqual(sorted(now));
    }
  },
);
