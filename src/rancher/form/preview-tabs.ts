import type { LaunchPage } from './launch-page.ts';
import { shellQuoted } from './shell-quoted.ts';

/** A tab of the preview on the launch page, which shows files as they are in the repository. */
export interface PreviewTab {
  readonly name: string;
  readonly text: string;
  /** How the text is colored, whatever file it is. */
  readonly language: 'yaml' | 'bash';
}

/** The text of answers.txt: a line per question (UI new-catalog/component.js:197-205). */
export const answersText = ({ version, answers }: LaunchPage): string =>
  (version?.questions ?? [])
    .map(({ variable }, index) => {
      const answer = answers[index];
      const value = answer === undefined || answer === null ? '' : shellQuoted(String(answer));
      return `${variable}=${value}`;
    })
    .join('\n');

/** The tabs of the preview: every file, then the answers. */
export const previewTabs = (page: LaunchPage): PreviewTab[] => [
  ...(page.version?.files ?? []).map(({ name, text }): PreviewTab => ({
    name,
    text,
    language: 'yaml',
  })),
  { name: 'answers.txt', text: answersText(page), language: 'bash' },
];
