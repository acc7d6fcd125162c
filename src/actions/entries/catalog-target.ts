import { join } from 'node:path';
import { assertCatalog, readTemplate, readVersionFolder } from '../../files/read-template.ts';
import type { StagedFolder } from '../../files/staging.ts';
import { imageContext } from '../../generate/image-context.ts';
import { planWrite, type WritePlan } from '../../generate/plan-write.ts';
import type { RenderedEntry } from '../../generate/render-entry.ts';
import { CatalogCharts } from './catalog-charts.ts';
import type { EntryPlan, EntryTarget, PlannedEntry, RenderedForms } from './entry-target.ts';
import type { LoadedEntry } from './load-entries.ts';
import { faultsOfChart } from './version-faults.ts';

/** The action that describes several: a refusal first, then a change. */
const actionOf = (actions: readonly WritePlan['action'][]): WritePlan['action'] =>
  actions.find((action) => action === 'refused') ??
  actions.find((action) => action !== 'unchanged') ??
  'unchanged';

/** A checkout of a catalog repository: versions are appended, and none is changed. */
class CatalogTarget implements EntryTarget {
  readonly root: string;
  readonly #force: boolean;
  readonly #charts: CatalogCharts;

  constructor(root: string, force: boolean) {
    this.root = root;
    this.#force = force;
    this.#charts = new CatalogCharts(root, force);
  }

  save(): void {}

  planShared() {
    return this.#charts.finish();
  }

  plan(loaded: LoadedEntry, { entry: rendered, chart }: RenderedForms): PlannedEntry {
    const { entry, blueprint, at } = loaded;
    const { name, folder: target, version } = entry;
    const image = imageContext(entry, blueprint.files);
    const written = rendered && this.#write(loaded, rendered);
    const ofChart = chart && this.#charts.add(chart, at);
    const ofEntry = written?.diagnostics ?? [];
    const plan: EntryPlan = {
      name,
      version,
      action: actionOf([written, ofChart].flatMap((part) => (part ? [part.action] : []))),
      ...(written ? { revision: written.revision } : {}),
      files: [
        ...(written ? [...written.writes.keys()].map((path) => `${target}/${path}`) : []),
        ...(ofChart?.files ?? []),
      ],
      diagnostics: [...ofEntry, ...faultsOfChart(ofChart?.diagnostics ?? [], ofEntry)],
      ...(image ? { image: { tag: image.tag } } : {}),
    };
    return { plan, folders: written ? foldersOf(target, written) : [] };
  }

  #write({ entry, at }: LoadedEntry, rendered: RenderedEntry): WritePlan {
    const { name, folder: target, version } = entry;
    return planWrite({
      name,
      version,
      rendered,
      existing: readTemplate(this.root, target),
      readVersion: (folder) => readVersionFolder(this.root, target, folder),
      at,
      lineEnds: 'any',
      shown: (path) => join(this.root, target, path),
      force: this.#force,
    });
  }
}

function foldersOf(target: string, { action, writes, removes }: WritePlan): StagedFolder[] {
  const changes = action === 'create' || action === 'update';
  return changes ? [{ target, files: writes, removes }] : [];
}

/** A target in a checkout. `force` replaces files that this program did not write. */
export function catalogTarget(root: string, force: boolean): EntryTarget {
  assertCatalog(root);
  return new CatalogTarget(root, force);
}
