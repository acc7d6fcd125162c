import type { RawNode } from './raw-node.ts';
import type { YamlScanner } from './yaml-scanner.ts';

/** What the parsers of lists and maps need. */
export interface NodeParser {
  readonly scanner: YamlScanner;
  /**
   * Parses the node at the position. Outside brackets it can be a block; as the value of a key, it can be
   * a list that is not indented.
   */
  node(isBlock: boolean, canBeUnindented: boolean): RawNode;
  /** Called before the content of a list or map; refuses too many levels. */
  enter(offset: number): void;
  leave(): void;
}
