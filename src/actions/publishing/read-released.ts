import { assertCatalog, readTemplate, readVersionFolder } from '../../files/read-template.ts';
import type { GitLimits } from '../../git/git.ts';
import { openRepository } from '../../git/open-repository.ts';
import type { CommittedTemplate } from '../../git/committed-template.ts';
import { fileTree } from '../../model/file-tree.ts';
import { takeCatalogSnapshot } from './catalog-snapshot.ts';

/** Where the released versions of an entry are read; nowhere when all are undefined. */
export interface CatalogSource {
  readonly catalog?: string | undefined;
  readonly repo?: string | undefined;
  readonly branch?: string | undefined;
}

function fromCheckout(catalog: string, place: string): CommittedTemplate | undefined {
  assertCatalog(catalog);
  const template = readTemplate(catalog, place);
  if (!template) return undefined;
  const files = template.versions.map(({ folder }) =>
    fileTree(readVersionFolder(catalog, place, folder), folder),
  );
  return { template, files: fileTree([...template.files, ...files.flatMap((tree) => [...tree])]) };
}

/** The template at `place` (`templates/redis`) with all its released versions, from a checkout or a repository. */
export async function readReleased(
  { catalog, repo, branch }: CatalogSource,
  place: string,
  limits: GitLimits,
): Promise<CommittedTemplate | undefined> {
  if (catalog !== undefined) return fromCheckout(catalog, place);
  if (repo === undefined) return undefined;
  const repository = await openRepository(repo, branch, limits);
  let isWhole = false;
  try {
    const tip = await repository.fetch();
    const snapshot = await takeCatalogSnapshot(repository.git, tip, [place]);
    isWhole = true;
    return snapshot.templates.get(place);
  } finally {
    repository.close(isWhole);
  }
}
