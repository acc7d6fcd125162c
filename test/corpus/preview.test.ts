import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { launchFolder } from '../../src/actions/entries/launch-folder.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { readCatalogFolder } from '../../src/files/read-catalog.ts';
import { filesByFolder } from '../../src/preview/catalog-list.ts';
import { TemplatePreview } from '../../src/preview/template-preview.ts';
import { executorAnswers } from '../../src/rancher/form/answer.ts';
import {
  chooseVersion,
  enterAnswer,
  openNewPage,
  versionLoaded,
} from '../../src/rancher/form/launch-page.ts';
import { sentEnvironment } from '../../src/rancher/form/launch-request.ts';
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
  return versions.length === 0 ? [] : [{ folder, preview, versions }];
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
          const panels = preview.panels({
            versionId: chosen.id,
            environment,
            stackName: 'stack',
            previousVersion: '',
            startOnCreate: true,
            lists,
          });
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
