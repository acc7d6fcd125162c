import { boundedReader } from '../../lint/bounded-reader.ts';
import { lintTemplateSteps } from '../../lint/lint-template.ts';
import { lintCounts, type LintCounts } from '../../preview/catalog-list.ts';
import { inSteps } from '../entries/in-steps.ts';
import type { PreviewData } from './preview-data.ts';

/** What `lint` finds in each template, one after the other; `counted` gets its key. */
export async function countFindings(
  data: PreviewData,
  pause: () => Promise<void> | undefined,
  counted: (key: string, counts: LintCounts) => void,
): Promise<void> {
  const settings = { ...data.found.lint, read: boundedReader() };
  for (const card of data.cards) {
    const findings = await inSteps(lintTemplateSteps(data.filesOf(card), settings), pause);
    counted(card.key, lintCounts(findings));
  }
}
