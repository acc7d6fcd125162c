import type { VNode } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { answerLines, yamlLines, type Part } from './highlight.ts';
import { Symbol } from './symbols.tsx';

/** A remark at a line. */
export interface LineNote {
  /** From 1. */
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: string;
}

interface Props {
  readonly name: string;
  readonly text: string;
  readonly language?: 'yaml' | 'bash';
  /** Lines to mark, from 1. */
  readonly changed?: readonly number[];
  readonly notes?: readonly LineNote[];
}

interface Line {
  readonly key: string;
  readonly node: VNode;
}

function lineNode(parts: readonly Part[], isChanged: boolean, notes: readonly LineNote[]): VNode {
  return (
    <div class={`line${isChanged ? ' changed' : ''}`}>
      {isChanged && <span class="hidden">changed: </span>}
      <code>
        {parts.map(({ text, kind }) =>
          kind === '' ? text : <span class={`t-${kind}`}>{text}</span>,
        )}
        {parts.length === 0 && '\n'}
      </code>
      {notes.map(({ severity, text }) => (
        <p class={`note ${severity}`}>
          <strong>{severity}</strong> {text}
        </p>
      ))}
    </div>
  );
}

/** Lines that are drawn. A browser takes seconds for some ten thousand. */
const mostLines = 5000;

/** The part of a text that is drawn, and how many lines are not. */
function drawnOf(text: string): { readonly drawn: string; readonly more: number } {
  const lines = text.replace(/\n$/, '').split('\n');
  return {
    drawn: lines.slice(0, mostLines).join('\n'),
    more: Math.max(0, lines.length - mostLines),
  };
}

/** The lines of a text; a line that is the same as before is not drawn again. */
function useLines({ text, language = 'yaml', changed = [], notes = [] }: Props): VNode[] {
  const before = useRef<readonly Line[]>([]);
  return useMemo(() => {
    const marked = new Set(changed);
    const byLine = new Map<number, LineNote[]>();
    for (const note of notes) byLine.set(note.line, [...(byLine.get(note.line) ?? []), note]);
    const all = language === 'yaml' ? yamlLines(text) : answerLines(text);
    const lines = all.map((parts, index): Line => {
      const own = byLine.get(index + 1) ?? [];
      const isChanged = marked.has(index + 1);
      const key = JSON.stringify([parts, isChanged, own]);
      const old = before.current[index];
      return old?.key === key ? old : { key, node: lineNode(parts, isChanged, own) };
    });
    before.current = lines;
    return lines.map(({ node }) => node);
  }, [text, language, changed, notes]);
}

function CopyButton({ name, text }: { readonly name: string; readonly text: string }) {
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    window.setTimeout(() => setDone(false), 1500);
  };
  return (
    <button type="button" class="copy" onClick={() => void copy()} aria-label={`Copy ${name}`}>
      <Symbol name={isDone ? 'check' : 'copy'} />
    </button>
  );
}

/** A text with line numbers, in colors. */
export function Code(props: Props) {
  const { name, text } = props;
  const { drawn, more } = useMemo(() => drawnOf(text), [text]);
  const lines = useLines({ ...props, text: drawn });
  return (
    <div class="code-box">
      {text !== '' && <CopyButton name={name} text={text} />}
      <div class="code" role="group" aria-label={name} tabIndex={0}>
        {lines}
      </div>
      {more > 0 && <p>{more} more lines are not drawn. The button to copy takes all.</p>}
    </div>
  );
}
