import type { Topic } from '../actions/explaining/topics.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';

/** ``Wrong, `answers.yml`:``: the line above an example. */
const isTitle = (line: string) => /^(?:Wrong|Message|Right|Example)\b.*:$/.test(line);

/** Longer lines are hard to read. */
const widest = 100;

/** Whether a line is part of a paragraph: not of a table, a list, an indented text. */
const isProse = (line: string) => !isTitle(line) && /^(?!\d+\. )[^\s|#<-]/.test(line);

/** Lines of prose as paragraphs of the width of the terminal. All other lines, such as tables, stay as they are. */
function reflow(lines: readonly string[], width: number): string[] {
  const flowed: string[] = [];
  let words: string[] = [];
  const end = () => {
    if (words.length > 0) flowed.push(...wrapText(words.join(' '), Math.min(width, widest)));
    words = [];
  };
  for (const line of lines) {
    if (isProse(line)) words.push(line);
    else {
      end();
      flowed.push(line);
    }
  }
  end();
  return flowed;
}

/** Markdown as a terminal shows it best: examples indented in place of fences, their titles bold. */
function formatMarkdown(markdown: string, paint: Paint, width: number): string {
  const lines: string[] = [];
  let isFenced = false;
  let prose: string[] = [];
  const endProse = () => {
    lines.push(...reflow(prose, width));
    prose = [];
  };
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) endProse();
    if (line.startsWith('```')) {
      if (!isFenced && lines.at(-1) === '' && isTitle(lines.at(-2) ?? '')) lines.pop();
      isFenced = !isFenced;
    } else if (isFenced) lines.push(line === '' ? '' : `    ${line}`);
    else prose.push(line);
  }
  endProse();
  return lines.map((line) => (isTitle(line) ? paint('bold', line) : line)).join('\n');
}

const kindOf = ({ kind, number }: Topic) => (number === undefined ? kind : `${kind} ${number}`);

/** A section of the documentation, for a terminal. */
export const formatTopic = (topic: Topic, paint: Paint, width: number): string =>
  `${paint('bold', `${topic.name} (${kindOf(topic)})`)}\n\n${formatMarkdown(topic.text, paint, width)}\n`;

/** The first sentence of a section, without its emphasis. */
export const summaryOf = ({ text }: Topic): string =>
  text
    .replaceAll(/\*[^*\n]+\*( \u2014 )?/g, '')
    .replaceAll('\n', ' ')
    .replace(/(?<=\.)\s.*$/, '');

/** All topics, a row each. */
export function formatTopics(topics: readonly Topic[], width: number): string {
  const rows = topics.map((topic) => [topic.name, kindOf(topic), summaryOf(topic)]);
  return `${formatTable(['code', 'kind', 'summary'], rows, width)}\n`;
}
