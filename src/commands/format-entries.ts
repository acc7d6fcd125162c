import type { EntryPlan } from '../actions/entries/entry-target.ts';
import type { GeneratedEntries, GeneratedEntry } from '../actions/entries/generate-entries.ts';
import { formatFileTree } from '../terminal/format-file-tree.ts';
import type { Io } from '../terminal/io.ts';
import { formatChartQuestions } from './format-chart-questions.ts';
import { formatQuestions } from './format-questions.ts';
import { nextSteps, type GenerateCall } from './generate-steps.ts';

/** Above this number, an entry is one line, without files and questions. */
const mostDetailed = 3;

const words: Record<EntryPlan['action'], { done: string; planned: string }> = {
  create: { done: 'created', planned: 'would be created' },
  update: { done: 'updated', planned: 'would be updated' },
  unchanged: { done: 'unchanged', planned: 'unchanged' },
  refused: { done: 'refused', planned: 'refused' },
};

/** What a Rancher will ask; the table is `made` only if there are questions. */
function formatAsked(
  rancher: string,
  asked: readonly unknown[],
  table: () => string | undefined,
): string[] {
  if (asked.length === 0) return ['', `${rancher} will ask no questions.`];
  const count = asked.length === 1 ? 'one question' : `${asked.length} questions`;
  const made = table();
  if (made === undefined) return ['', `${rancher} will ask ${count}.`];
  return ['', `${rancher} will ask ${count}:`, '', made];
}

function formatEntry(
  io: Io,
  root: string,
  { plan, questions, chartQuestions }: GeneratedEntry,
): string[] {
  const asked = questions?.();
  const ofChart = chartQuestions?.();
  const rancher = ofChart ? 'Rancher 1.6' : 'Rancher';
  return [
    ...(plan.files.length > 0 ? ['', formatFileTree(root, plan.files)] : []),
    ...(asked ? formatAsked(rancher, asked, () => formatQuestions(asked, io.width, false)) : []),
    // Beside the table of Rancher 1.6, whose questions are mostly the same, one of Rancher 2 would be too much.
    ...(ofChart
      ? formatAsked('Rancher 2', ofChart, () =>
          asked ? undefined : formatChartQuestions(ofChart, io.width),
        )
      : []),
  ];
}

/** What was written, or would be: a line an entry; for a few entries also files and questions. */
export function formatEntries(
  io: Io,
  { root, entries }: GeneratedEntries,
  options: GenerateCall,
): string {
  const paint = io.paint.out;
  const folder = root.replace(/(?<=.)\/+$/, '');
  const isShort = entries.length <= mostDetailed;
  const lines = entries.flatMap((entry) => {
    const { plan } = entry;
    const word = words[plan.action][options.dryRun ? 'planned' : 'done'];
    const isPlaced = options.catalog !== undefined && plan.revision !== undefined;
    const revision = isPlaced ? ` (folder ${plan.revision})` : '';
    const line = `${paint('bold', `${plan.name} ${plan.version}`)}${revision}  ${word}`;
    return isShort ? [line, ...formatEntry(io, folder, entry), ''] : [line];
  });
  const plans = entries.map(({ plan }) => plan);
  const next = nextSteps(folder, plans, options);
  return `${[...lines, `${paint('dim', 'next:')} ${next.join('\n      ')}`].join('\n')}\n`;
}

/** An entry as plain data. */
export function entryJson({ plan }: GeneratedEntry): Readonly<Record<string, unknown>> {
  const { diagnostics: _reportedApart, ...own } = plan;
  return own;
}
