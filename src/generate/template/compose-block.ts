import { escapeGo, goAction, withOwnLine } from './go-pass.ts';
import { isControl, splitMarkers, type Mark } from './marked-text.ts';
import type { At } from './template-node.ts';

/** Text that can be put into a block scalar as it is: no line breaks and nothing that YAML does not allow there. */
const isInline = (text: string): boolean => /^[^\p{C}\u0085\u2028\u2029]*$/u.test(text);

/** A block scalar in its own style. */
export interface ComposedBlock {
  readonly text: string;
  /** Whether each tag of a block has its counterpart in the scalar. */
  readonly isBalanced: boolean;
}

/** A value that cannot be in a block scalar as it is. */
export interface Refused {
  readonly at: At | undefined;
}

/** The column of its lines. */
function indentOf(source: string): number {
  const [, ...lines] = source.split('\n');
  return Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
}

/** A block scalar with its values, in its own style, if they can be in it as they are; otherwise it must be quoted. */
export function composeBlock(
  source: string,
  markOf: (number: number) => Mark,
  valueOf: (mark: Mark) => string,
  needsPass: boolean,
): ComposedBlock | Refused {
  let depth = 0;
  let written = '';
  for (const part of splitMarkers(source)) {
    const mark = typeof part === 'string' ? undefined : markOf(part);
    if (mark && isControl(mark)) {
      depth += mark.kind === 'if' ? 1 : mark.kind === 'end' ? -1 : 0;
      if (depth < 0 || mark.kind === 'range') return { text: written, isBalanced: false };
      const action = goAction(mark, false);
      if (mark.isOwnLine === true) {
        written = withOwnLine(written.replace(/#$/, ''), action, indentOf(source));
        continue;
      }
      if (written.endsWith('{')) return { at: mark.at };
      written += `{{${action}}}`;
      continue;
    }
    const text = mark ? valueOf(mark) : String(part);
    const hasBraces = written.endsWith('{') && text.startsWith('{');
    if (hasBraces || (mark && !canBeIn(written, text))) return { at: mark?.at };
    written += mark || !needsPass ? text : escapeGo(text);
  }
  return { text: written, isBalanced: depth === 0 };
}

function canBeIn(written: string, value: string): boolean {
  const isFirst = /\n *$/.test(written);
  return isInline(value) && !value.includes('{{') && (!isFirst || /^\S/.test(value));
}
