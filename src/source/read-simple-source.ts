import { readYaml } from './read-yaml.ts';
import { sourceOf, type Nodes, type Source } from './source.ts';
import type { MapNode, ScalarNode, YamlNode } from './yaml-node.ts';

/** Thrown for a value that the two versions of YAML possibly do not read alike. */
const notAlike = Symbol('not alike');

/**
 * What the two versions of YAML possibly do not read alike: characters that are not printable ASCII,
 * anchors, tags, directives, documents, escapes, folded blocks, `?`, maps in brackets, `"a"#b`.
 */
const unlike = /[^\n -~]|[&*!%?@`{}\\>]|^(?:---|\.\.\.)|["'\]]#|\|[^\n-]|\|-[^\n]/m;

const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;
/** Text in YAML 1.1 that can be a number in 1.2: one that is too large. */
const doubtful = /^[-+]?[\d.]+e/i;
const simpleName = /^[$A-Za-z][\w.-]{0,99}$/;

function scalarValue({ type, text, plain }: ScalarNode): unknown {
  if (!plain) return text;
  if (wholeNumber.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  if (type !== 'str' || doubtful.test(text)) throw notAlike;
  return text;
}

function mapValue({ entries, duplicates }: MapNode): unknown {
  if (duplicates.length > 0) throw notAlike;
  return Object.fromEntries(
    [...entries].map(([name, { value }]) => {
      // The name of a key that is not text begins with a zero character.
      if (!simpleName.test(name)) throw notAlike;
      return [name, valueOf(value)];
    }),
  );
}

function valueOf(node: YamlNode): unknown {
  if (node.kind === 'scalar') return scalarValue(node);
  return node.kind === 'list' ? node.items.map(valueOf) : mapValue(node);
}

const simpleNodes: Nodes<YamlNode> = {
  child(node, step) {
    if (node?.kind === 'map') return node.entries.get(String(step));
    const item = node?.kind === 'list' ? node.items[Number(step)] : undefined;
    return item && { key: item, value: item };
  },
  offsetOf: ({ offset }) => offset,
  scalarOf: (node) =>
    node?.kind === 'scalar' ? { text: node.text, plain: node.plain } : undefined,
};

/** Whether a text is JSON of printable ASCII, with escapes that both versions of YAML have. */
function isSimpleJson(text: string): boolean {
  if (!text.startsWith('{') || /[^\n -~]/.test(text)) return false;
  if (text.replaceAll(/\\[\\"nt]/g, '').includes('\\')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Source of a map in simple YAML or JSON, the same as by the library, for a tenth of its time; undefined
 * for every other text: most answers files and schemas are simple.
 */
export function readSimpleSource(text: string, path: string): Source | undefined {
  // A block at the end of the text has a line break at its end in only one of them.
  const endsInBlock = text.includes('|') && !text.endsWith('\n');
  if ((endsInBlock || unlike.test(text)) && !isSimpleJson(text)) return undefined;
  const { root } = readYaml(text);
  if (root?.kind !== 'map') return undefined;
  try {
    return sourceOf(simpleNodes, root, { path, text, value: mapValue(root) });
  } catch (error) {
    if (error === notAlike) return undefined;
    throw error;
  }
}
