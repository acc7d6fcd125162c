import { questionsOf } from '../answers/questions.ts';
import { noPaint } from '../diagnostics/format-diagnostic.ts';
import { formatFileTree } from '../terminal/file-tree.ts';
import type { Io } from '../terminal/io.ts';
import type { LoadedEntry } from '../actions/entries/load-entries.ts';
import { formatQuestions } from './format-questions.ts';
import type { EntryPlan } from '../actions/entries/target.ts';

/** More entries than this get a line each, not a tree and a table. */
const mostDrawn = 3;

const words: Record<EntryPlan['action'], { done: string; planned: string }> = {
  create: { done: 'created', planned: 'would be created' },
  update: { done: 'updated', planned: 'would be updated' },
  unchanged: { done: 'unchanged', planned: 'unchanged' },
  refused: { done: 'refused', planned: 'refused' },
};

interface Options {
  readonly dryRun: boolean;
  readonly catalog?: string | undefined;
}

function drawEntry(
  io: Io,
  root: string,
  plan: EntryPlan,
  loaded: LoadedEntry | undefined,
): string[] {
  if (!loaded) return [];
  const { entry, blueprint } = loaded;
  const questions = questionsOf(blueprint.schema, entry.answers);
  const count = questions.length === 1 ? 'one question' : `${questions.length} questions`;
  return [
    ...(plan.files.length > 0 ? ['', formatFileTree(root.replace(/\/+$/, ''), plan.files)] : []),
    '',
    questions.length === 0 ? 'Rancher will ask nothing.' : `Rancher will ask ${count}:`,
    ...(questions.length === 0 ? [] : ['', formatQuestions(questions, io.width, false)]),
  ];
}

function nextStep(root: string, plans: readonly EntryPlan[], options: Options): string {
  if (options.dryRun) return 'nothing was written; run it again without --dry-run';
  if (options.catalog !== undefined) {
    return `commit ${root}/templates and push it; Rancher lists the entry after its next refresh`;
  }
  const [first] = plans;
  const image =
    first && plans.length === 1 ? `${root}/image/${first.name}` : `${root}/image/<name>`;
  const hasImage = plans.some(({ files }) => files.some((file) => file.startsWith('image/')));
  const build = hasImage ? `build and push ${image} under the image's name, and ` : '';
  return `${build}add the entry to your catalog: generate --catalog <checkout>`;
}

/** What was written, or would be: a line an entry; for a few entries also files and questions. */
export function printEntries(
  io: Io,
  root: string,
  plans: readonly EntryPlan[],
  loaded: readonly LoadedEntry[],
  options: Options,
): void {
  const paint = io.paint.out ?? noPaint;
  const isShort = plans.length <= mostDrawn;
  const lines = plans.flatMap((plan, index) => {
    const word = words[plan.action][options.dryRun ? 'planned' : 'done'];
    const revision = options.catalog === undefined ? '' : ` (folder ${plan.revision})`;
    const line = `${paint('bold', `${plan.name} ${plan.version}`)}${revision}  ${word}`;
    return isShort ? [line, ...drawEntry(io, root, plan, loaded[index]), ''] : [line];
  });
  const isIdle = plans.every(({ action }) => action === 'unchanged');
  const next =
    isIdle && options.catalog !== undefined ? 'nothing to do' : nextStep(root, plans, options);
  io.out(`${[...lines, `${paint('dim', 'next:')} ${next}`].join('\n')}\n`);
}
