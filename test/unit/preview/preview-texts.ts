import { textFile, type CatalogFile } from '../../../src/rancher/catalog-file.ts';
import type { Environment } from '../../../src/rancher/form/answer.ts';
import type { FormLists } from '../../../src/rancher/form/form-lists.ts';
import type { PanelInput } from '../../../src/preview/panels.ts';
import { TemplatePreview } from '../../../src/preview/template-preview.ts';

export const lists: FormLists = {
  services: [{ stack: 'shop', name: 'db' }],
  certificates: ['site'],
  secrets: ['token'],
  stacks: [],
};

export const config = 'name: X\nversion: 1.0.0\ndescription: Something\ncategory: T\n';
export const asking = (questions: string, version = '1.0.0') =>
  `version: '2'\ncatalog:\n  version: "${version}"\n  questions:\n${questions
    .trim()
    .split('\n')
    .map((each) => `  - ${each.trim()}\n`)
    .join('')}`;

export const filesOf = (texts: Readonly<Record<string, string>>): CatalogFile[] =>
  Object.entries({ 'config.yml': config, ...texts }).map(([path, text]) =>
    textFile(`templates/x/${path}`, text),
  );

/** The preview of a template by the texts of its files. */
export const previewOf = (texts: Readonly<Record<string, string>>) =>
  new TemplatePreview(filesOf(texts), { catalogId: 'c', rancherVersion: 'v1.6.30' });

/** The form of the version 0 with these answers. */
export const input = (environment: Environment, more: Partial<PanelInput> = {}): PanelInput => ({
  versionId: 'c:x:0',
  environment,
  stackName: 'stack',
  previousVersion: '',
  startOnCreate: true,
  lists,
  ...more,
});

/** What is shown beside the form of a template with these questions and this docker-compose.yml. */
export const panelsOf = (
  questions: string,
  compose: string,
  environment: Environment,
  more: Partial<PanelInput> = {},
) =>
  previewOf({ '0/rancher-compose.yml': asking(questions), '0/docker-compose.yml': compose }).panels(
    input(environment, more),
  );
