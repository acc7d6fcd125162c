import type { NodeParser } from './node-parser.ts';
import { emptyAt, scalarOf, type RawNode } from './raw-node.ts';
import type { OpenedBlock } from './quick-scanner.ts';
import type { YamlScanner } from './yaml-scanner.ts';
import { refuseToken, type YamlTokenType } from './yaml-token.ts';

/*
 * Lists and maps by indentation (parserc.go, parse_block_sequence_entry, parse_indentless_sequence_entry,
 * parse_block_mapping_key, parse_block_mapping_value). Lists are items; maps are keys and values, alternating.
 */

const isPartEnd = (type: YamlTokenType): boolean =>
  type === 'key' || type === 'value' || type === 'block-end';

export function blockItems(parser: NodeParser): RawNode[] {
  parser.scanner.advance();
  return takeItems(parser, true);
}

/** A list at the column of the key that it belongs to. */
export const unindentedItems = (parser: NodeParser): RawNode[] => takeItems(parser, false);

/** The items of a block list whose start is taken. */
function takeItems(parser: NodeParser, isIndented: boolean): RawNode[] {
  const { quick } = parser.scanner;
  const items: RawNode[] = [];
  for (;;) {
    quick.items(items);
    const dash = quick.dash(isIndented) ?? slowDash(parser.scanner, isIndented);
    if (dash === 'end') return items;
    items.push(itemAfter(parser, dash, isIndented));
  }
}

/** Takes the dash of an item, or the end of the list. */
function slowDash(scanner: YamlScanner, isIndented: boolean): number | 'end' {
  const token = scanner.peek();
  if (token.type !== 'block-entry') {
    if (!isIndented) return 'end';
    if (token.type !== 'block-end') refuseToken("did not find expected '-' indicator", token);
  }
  scanner.advance();
  return token.type === 'block-end' ? 'end' : token.end;
}

function itemAfter(parser: NodeParser, dash: number, isIndented: boolean): RawNode {
  const { scanner } = parser;
  const { quick } = scanner;
  const item = quick.item();
  const node = item ? scalarOf(item) : opened(parser, quick.openInItem());
  if (node) return node;
  const { type } = scanner.peek();
  const isEmpty = type === 'block-entry' || (isIndented ? type === 'block-end' : isPartEnd(type));
  return isEmpty ? emptyAt(dash) : parser.node(true, false);
}

export function blockParts(parser: NodeParser): RawNode[] {
  parser.scanner.advance();
  return takeParts(parser);
}

/** The keys and values of a block map whose start is taken. */
function takeParts(parser: NodeParser): RawNode[] {
  const { quick } = parser.scanner;
  const parts: RawNode[] = [];
  for (;;) {
    quick.entries(parts);
    const key = quick.key();
    if (key === 'end') return parts;
    if (key) parts.push(scalarOf(key), partAfter(parser, key.end + 1));
    else if (!slowParts(parser, parts)) return parts;
  }
}

/** The value of a key that the quick scanner took. */
function partAfter(parser: NodeParser, end: number): RawNode {
  const { quick } = parser.scanner;
  const value = quick.value();
  if (value) return scalarOf(value);
  const block = opened(parser, quick.open());
  if (block) return block;
  return quick.isEmpty() ? emptyAt(end) : blockPart(parser, end);
}

/** A block that the quick scanner opened. */
function opened(parser: NodeParser, block: OpenedBlock | undefined): RawNode | undefined {
  if (!block) return undefined;
  const { offset } = block;
  parser.enter(offset);
  const node: RawNode =
    block.kind === 'map'
      ? { kind: 'raw-map', parts: takeParts(parser), offset }
      : { kind: 'raw-list', items: takeItems(parser, block.kind === 'list'), offset };
  parser.leave();
  return node;
}

/** Takes a key and its value; false at the end of the map. */
function slowParts(parser: NodeParser, parts: RawNode[]): boolean {
  const { scanner } = parser;
  const token = scanner.peek();
  if (token.type !== 'key' && token.type !== 'block-end') {
    refuseToken('did not find expected key', token);
  }
  scanner.advance();
  if (token.type === 'block-end') return false;
  parts.push(blockPart(parser, token.end));
  const value = scanner.peek();
  if (value.type !== 'value') {
    parts.push(emptyAt(value.start));
    return true;
  }
  scanner.advance();
  const part = scanner.quick.isBehindKey() ? partAfter : blockPart;
  parts.push(part(parser, value.end));
  return true;
}

function blockPart(parser: NodeParser, end: number): RawNode {
  const { scanner } = parser;
  return isPartEnd(scanner.peek().type) ? emptyAt(end) : parser.node(true, true);
}
