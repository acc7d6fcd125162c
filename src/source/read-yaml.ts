import type { YamlDialect } from './yaml-cursor.ts';
import { YamlDecoder } from './yaml-decoder.ts';
import { YamlRefusal, type YamlFault } from './yaml-fault.ts';
import type { YamlNode } from './yaml-node.ts';
import { YamlParser } from './yaml-parser.ts';

/** The first document of a text. The root is undefined if the text has only comments. */
export interface YamlRead {
  readonly root: YamlNode | undefined;
  /** The first fault; if there is one, the root is undefined. */
  readonly fault: YamlFault | undefined;
  /**
   * If only values of the root map have faults: the map with these maps and lists empty, without other such
   * values, and the faults by key. A Go program that decodes a file into a struct does not get to all of them
   * (decode.go, mappingStruct).
   */
  readonly partial?: { readonly root: YamlNode; readonly faults: ReadonlyMap<string, YamlFault> };
}

/**
 * Reads YAML as the go-yaml v2 of 2016 does, which Rancher 1.6 uses for everything (commit e4d366f, in
 * the vendor.conf of the catalog service and of the compose executor): the same texts are accepted, with the same
 * values, and refused with the same error. Takes time linear in the text.
 */
export function readYaml(text: string): YamlRead {
  return read(text, '2016');
}

/** Reads YAML as Helm does: as `readYaml`, but with `a:b` as text between brackets too (go-yaml v2.4). */
export function readHelmYaml(text: string): YamlRead {
  return read(text, 'current');
}

function read(text: string, dialect: YamlDialect): YamlRead {
  try {
    const document = new YamlParser(text, dialect).document();
    if (!document) return { root: undefined, fault: undefined };
    const { root, faults } = new YamlDecoder(document).root(document.root);
    const [fault] = faults.values();
    return fault ? { root: undefined, fault, partial: { root, faults } } : { root, fault };
  } catch (error) {
    if (error instanceof YamlRefusal) return { root: undefined, fault: error.fault };
    // The caller has left too little of the stack for the depth that is accepted.
    if (error instanceof RangeError) {
      return { root: undefined, fault: { message: 'nested too deep', offset: 0 } };
    }
    throw error;
  }
}
