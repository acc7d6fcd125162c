/**
 * How Rancher 1.6 orders versions of templates and of itself: the order of the catalog service, which
 * determines the upgrades that are offered. The UI sorts its lists by another rule.
 */
import { remember } from '../model/remember.ts';

/** A number of any length as Go's Atoi returns it if its error is ignored: capped, with the right sign. */
function number(digits: string): bigint {
  const largest = 9_223_372_036_854_775_807n;
  const value = digits === '' ? 0n : BigInt(digits);
  return value > largest ? largest : value;
}

/** A part of a version between dots and dashes. */
interface Piece {
  readonly text: string;
  readonly word: string;
  readonly digits: string;
  readonly number: bigint;
  readonly isInteger: boolean;
}

function readPiece(text: string): Piece {
  const digits = /\d+/.exec(text)?.[0] ?? '';
  const isWhole = /^[+-]?\d+$/.test(text) && number(digits) < 9_223_372_036_854_775_807n;
  const word = /[a-z]+/.exec(text)?.[0] ?? '';
  return { text, word, digits, number: number(digits), isInteger: isWhole };
}

/** Text split at dots and dashes, without empty parts (catalog-service utils/version/version.go:59). */
const pieces = remember((version): readonly Piece[] =>
  version
    .split(/[.-]/)
    .filter((piece) => piece !== '')
    .map(readPiece),
);

/** Compares two parts, by words first, then by numbers; 0 if neither is greater. */
function comparePieces(a: Piece, b: Piece): number {
  if (a.word !== '' && b.word !== '' && a.word !== b.word) return compareBytes(a.word, b.word);
  if ((a.digits === '' || b.digits === '') && a.text !== b.text)
    return compareBytes(a.text, b.text);
  if (a.number === b.number) return 0;
  return a.number > b.number ? 1 : -1;
}

const encoder = new TextEncoder();

/** The order of Go strings: by their UTF-8 bytes. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  // The order of code units is that of the bytes, except for surrogates.
  if (!/[\uD800-\uDFFF]/.test(a + b)) return a < b ? -1 : 1;
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return left.length < right.length ? -1 : 1;
}

const withoutPrefix = remember((version) => (version.split('+')[0] ?? '').replace(/^v+/, ''));

function greaterThan(a: string, b: string): boolean {
  const [aPieces, bPieces] = [pieces(a), pieces(b)];
  if (bPieces.length > aPieces.length) return !greaterThan(b, a) && a !== b;
  for (const [index, piece] of aPieces.entries()) {
    const other = bPieces[index];
    // An additional number makes a version later, an additional word earlier (1.0.0-rc1 < 1.0.0).
    if (other === undefined) return piece.isInteger;
    const order = comparePieces(piece, other);
    if (order !== 0) return order > 0;
  }
  return false;
}

/**
 * Whether the catalog service considers version `a` later than `b`. Metadata after `+` and a
 * leading `v` are ignored. Odd: this is not a total order; for unusual texts, neither or both can be greater.
 */
export function isLaterVersion(a: string, b: string): boolean {
  return greaterThan(withoutPrefix(a), withoutPrefix(b));
}

/** The order by `isLaterVersion` for sorting: -1, 1, or 0 if neither or both are later. */
export function compareRancherVersions(a: string, b: string): number {
  const [later, earlier] = [isLaterVersion(a, b), isLaterVersion(b, a)];
  if (later === earlier) return 0;
  return later ? 1 : -1;
}

/** Whether Rancher considers a version earlier than its numbers alone: 1.0.0-rc1 is, 1.0.0-2 is not. */
export function isPreRelease(version: string): boolean {
  return isLaterVersion(version.split(/[-+]/)[0] ?? '', version);
}

/**
 * Whether a Rancher version is within a template version's limits, both inclusive. An empty
 * limit or an empty Rancher version excludes nothing (catalog-service utils/version.go:10-21).
 */
export function fitsRancher(minimum: string, rancher: string, maximum: string): boolean {
  if (minimum !== '' && maximum !== '' && rancher === '') return true;
  const highEnough = minimum === '' || rancher === '' || !isLaterVersion(minimum, rancher);
  if (minimum !== '' && rancher === '') return true;
  return highEnough && (maximum === '' || !isLaterVersion(rancher, maximum));
}
