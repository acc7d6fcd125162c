import type { Topic } from '../actions/explaining/topics.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { formatTable } from '../terminal/table.ts';

/** ``Wrong, `answers.yml`:``: the line above an example. */
const isTitle = (line: string) => /^(?:Wrong|Message|Right|Example)\b.*:$/.test(line);

/** Markdown as a terminal shows it best: examples indented in place of fences, their titles bold. */
function formatMarkdown(markdown: string, paint: Paint): string {
  const lines: string[] = [];
  let isFenced = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      if (!isFenced && lines.at(-1) === '' && isTitle(lines.at(-2) ?? '')) lines.pop();
      isFenced = !isFenced;
    } else if (isFenced) lines.push(line === '' ? '' : `    ${line}`);
    else lines.push(line);
  }
  return lines.map((line) => (isTitle(line) ? paint('bold', line) : line)).join('\n');
}

const kindOf = ({ kind, number }: Topic) => (number === undefined ? kind : `${kind} ${number}`);

/** A section of the documentation, for a terminal. */
export const formatTopic = (topic: Topic, paint: Paint): string =>
  `${paint('bold', `${topic.name} (${kindOf(topic)})`)}\n\n${formatMarkdown(topic.text, paint)}\n`;

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
