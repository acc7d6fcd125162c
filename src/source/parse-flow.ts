import type { NodeParser } from './node-parser.ts';
import { emptyAt, type RawMap, type RawNode } from './raw-node.ts';
import type { YamlScanner } from './yaml-scanner.ts';
import { refuseToken, type YamlToken, type YamlTokenType } from './yaml-token.ts';

/*
 * Lists and maps in brackets (parserc.go, parse_flow_sequence_entry, parse_flow_mapping_key and what they
 * call).
 */

const endsItem = (type: YamlTokenType) => type === 'flow-entry' || type === 'flow-list-end';
const endsPart = (type: YamlTokenType) => type === 'flow-entry' || type === 'flow-map-end';

/** Takes the comma before an entry that is not the first one. */
function takeComma(scanner: YamlScanner, isFirst: boolean, end: ']' | '}'): void {
  const token = scanner.peek();
  if (isFirst) return;
  if (token.type !== 'flow-entry') refuseToken(`did not find expected ',' or '${end}'`, token);
  scanner.advance();
}

export function flowItems(parser: NodeParser): RawNode[] {
  const { scanner } = parser;
  const items: RawNode[] = [];
  scanner.advance();
  scanner.quick.flowItems(items);
  for (let isFirst = true; scanner.peek().type !== 'flow-list-end'; isFirst = false) {
    takeComma(scanner, isFirst, ']');
    if (!isFirst) scanner.quick.flowItems(items);
    const token = scanner.peek();
    if (token.type === 'flow-list-end') break;
    items.push(token.type === 'key' ? flowPair(parser, token) : parser.node(false, false));
  }
  scanner.advance();
  return items;
}

/** `key: value` in a list: a map. */
function flowPair(parser: NodeParser, { start }: YamlToken): RawMap {
  const { scanner } = parser;
  scanner.advance();
  const first = scanner.peek();
  const hasKey = first.type !== 'value' && !endsItem(first.type);
  // Odd: the token after an empty key is lost (parserc.go, parse_flow_sequence_entry_mapping_key).
  if (!hasKey) scanner.advance();
  const key = hasKey ? parser.node(false, false) : emptyAt(first.end);
  const value = scanner.peek();
  if (value.type === 'value') {
    scanner.advance();
    if (!endsItem(scanner.peek().type)) {
      return { kind: 'raw-map', parts: [key, parser.node(false, false)], offset: start };
    }
  }
  return { kind: 'raw-map', parts: [key, emptyAt(value.start)], offset: start };
}

export function flowParts(parser: NodeParser): RawNode[] {
  const { scanner } = parser;
  const parts: RawNode[] = [];
  scanner.advance();
  scanner.quick.flowEntries(parts);
  for (let isFirst = true; scanner.peek().type !== 'flow-map-end'; isFirst = false) {
    takeComma(scanner, isFirst, '}');
    if (!isFirst) scanner.quick.flowEntries(parts);
    const token = scanner.peek();
    if (token.type === 'flow-map-end') break;
    if (token.type !== 'key') {
      const key = parser.node(false, false);
      parts.push(key, emptyAt(scanner.peek().start));
      continue;
    }
    scanner.advance();
    const first = scanner.peek();
    const hasKey = first.type !== 'value' && !endsPart(first.type);
    parts.push(hasKey ? parser.node(false, false) : emptyAt(first.start));
    const value = scanner.peek();
    if (value.type === 'value') scanner.advance();
    const next = scanner.peek();
    const hasValue = value.type === 'value' && !endsPart(next.type);
    parts.push(hasValue ? parser.node(false, false) : emptyAt(next.start));
  }
  scanner.advance();
  return parts;
}
