import { textFile } from '../../../../src/rancher/catalog-file.ts';
import type { FormLists } from '../../../../src/rancher/form/form-lists.ts';
import {
  chooseVersion,
  openNewPage,
  versionLoaded,
  type LaunchPage,
} from '../../../../src/rancher/form/launch-page.ts';
import {
  serveTemplate,
  serveVersion,
  type ServedVersion,
} from '../../../../src/rancher/form/served-template.ts';
import { indexCatalog } from '../../../../src/rancher/index-catalog.ts';

export const lists: FormLists = {
  services: [
    { stack: 'shop', name: 'db' },
    { stack: 'blog', name: 'web' },
    { stack: 'blog', name: 'db' },
    { stack: 'ipsec', name: 'router', system: true },
  ],
  certificates: ['site', 'api'],
  secrets: ['token'],
  stacks: ['Shop', 'blog'],
};

/** A rancher-compose.yml that asks questions, each `{variable: …}` in a line. */
export const asking = (questions: string, version = '1.0.0') =>
  `version: '2'\ncatalog:\n  version: "${version}"\n  questions:\n${questions
    .trim()
    .split('\n')
    .map((each) => `  - ${each.trim()}\n`)
    .join('')}`;

/** What the API serves of a template, by the texts of its files. */
export function served(
  texts: Readonly<Record<string, string>>,
  catalogId = 'c',
  top = 'templates',
) {
  const files = Object.entries(texts).map(([path, text]) => textFile(`${top}/x/${path}`, text));
  const [template] = indexCatalog(files, { catalogId, rancherVersion: 'v1.6.30' }).templates;
  if (!template) throw new Error('no template');
  const versions = template.versions.flatMap((version) => serveVersion(version) ?? []);
  return { template: serveTemplate(template, catalogId), versions };
}

/** Loads the chosen version of a page, as the browser does. */
export function loaded(page: LaunchPage, versions: readonly ServedVersion[]): LaunchPage {
  const version = versions.find(({ id }) => id === page.chosen);
  return version ? versionLoaded(page, version) : page;
}

/** The page for a new stack of these files, with its default version, which is 1.0.0. */
export function newPage(texts: Readonly<Record<string, string>>): LaunchPage {
  const { template, versions } = served({ 'config.yml': 'name: X\nversion: 1.0.0\n', ...texts });
  return loaded(openNewPage(template, lists), versions);
}

/** The page for a new stack that asks these questions. */
export const pageAsking = (questions: string): LaunchPage =>
  newPage({
    '0/docker-compose.yml': 'web: {image: nginx}\n',
    '0/rancher-compose.yml': asking(questions),
  });

/** Chooses another version, and loads it. */
export const withVersion = (
  page: LaunchPage,
  id: string | undefined,
  versions: readonly ServedVersion[],
): LaunchPage => loaded(chooseVersion(page, id), versions);
