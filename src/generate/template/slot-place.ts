import type { AnswerSpec } from '../../model/answers.ts';
import type { Piece, Slot } from './find-slots.ts';
import { isControl, splitMarkers, type Mark } from './marked-text.ts';
import { textOf } from './template-value.ts';
import type { Place } from './value-text.ts';

/** How a file is written. */
export interface Writing {
  readonly output: string;
  /** Whether Rancher interpolates variables in it. */
  readonly isInterpolated: boolean;
}

/** Sections of a file of version 2 in which Rancher interpolates (config/merge.go in rancher-compose-executor). */
const interpolated = new Set(['services', 'containers', 'volumes', 'networks']);

/** Maps whose values are text to Rancher, booleans too. */
const textMaps = new Set(['environment', 'labels']);

/** Whether Rancher reads the file before its template pass too, for the questions. */
export const isRaw = ({ output }: Writing): boolean => output === 'rancher-compose.yml';

/** A text with the values of its markers; undefined if one of them is not known. */
function knownText(text: string, marks: readonly Mark[]): string | undefined {
  const parts = splitMarkers(text).map((part) => {
    if (typeof part === 'string') return part;
    const mark = marks[part];
    if (mark?.kind === 'literal') return mark.text;
    const value = mark?.kind === 'value' ? mark.value : undefined;
    return value?.kind === 'fixed' ? textOf(value.value) : undefined;
  });
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

/** What Rancher does in the place of a scalar; `version` is that of the file. */
export function placeOf(
  { isKey, path: keys }: Slot,
  version: string | undefined,
  marks: readonly Mark[],
  writing: Writing,
): Omit<Place, 'needsPass'> {
  const path = keys.map((key) => knownText(key, marks) ?? '…');
  const [section = ''] = path;
  const isSection = (version === undefined ? '' : knownText(version, marks))?.startsWith('2')
    ? // A key that is not known has a fault of its own.
      interpolated.has(section) || section === '…'
    : path.length > 0 && !['catalog', '.catalog', 'version'].includes(section);
  return {
    isKey,
    path,
    isInterpolated: writing.isInterpolated && !isKey && isSection,
    isRaw: isRaw(writing),
  };
}

/** The answer, if a piece is an asked boolean that must be a YAML boolean. */
export function askedBoolean(piece: Piece, marks: readonly Mark[]): AnswerSpec | undefined {
  if (piece.kind !== 'slot' || piece.isKey || piece.style !== 'plain') return undefined;
  const [before, number, after, more] = piece.parts;
  if (before !== '' || after !== '' || more !== undefined) return undefined;
  const mark = marks[Number(number)];
  if (mark?.kind !== 'value' || mark.isText || mark.value.kind !== 'asked') return undefined;
  const isTextMap = textMaps.has(piece.path.at(-2) ?? '');
  return mark.value.spec.schema.type === 'boolean' && !isTextMap ? mark.value.spec : undefined;
}

/**
 * Whether Rancher must process the file as a template: it has conditions that only Rancher can decide, asked
 * booleans, or a literal `{{`, which older Ranchers process in any file.
 */
export function needsPass(pieces: readonly Piece[], marks: readonly Mark[]): boolean {
  return (
    marks.some(isControl) ||
    pieces.some((piece) => {
      if (piece.kind === 'text') return piece.text.includes('{{');
      const isLiteral = piece.kind === 'slot' && piece.source.includes('{{');
      return isLiteral || askedBoolean(piece, marks) !== undefined;
    })
  );
}
