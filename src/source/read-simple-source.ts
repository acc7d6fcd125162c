import { readYaml } from './read-yaml.ts';
import { sourceOf, type Nodes, type Source } from './source.ts';
import type { MapNode, ScalarNode, YamlNode } from './yaml-node.ts';

/** Thrown for a value that the two versions of YAML possibly do not read alike. */
const notAlike = Symbol('not alike');

/**
 * What the two versions of YAML possibly do not read alike: characters that are not printable ASCII,
 * anchors, tags, directives, documents, escapes, folded blocks, `?`, most maps in brackets, `"a"#b`.
 */
const unlike = /[^\n -~]|[&*!%?@`{}\\>]|^(?:---|\.\.\.)|["'\]]#|\|[^\n-]|\|-[^\n]/m;

const entry = (value: string) => String.raw`[A-Za-z][\w.-]{0,99}: (?:${value})`;
const braces = (value: string) =>
  String.raw`\{ ?(?:${entry(value)}(?:, ${entry(value)}){0,99})? ?\}`;
const word = String.raw`[A-Za-z\d][\w./-]{0,199}|"[^"\\\n]{0,200}"|'[^'\n]{0,200}'`;

/**
 * Maps in brackets that both versions read alike: a whole value, on one line, of words and maps of words. What is before
 * one is looked at only where one begins.
 */
const flowMaps = new RegExp(
  String.raw`(?=\{)(?<=^ *(?:- )*(?:[A-Za-z][\w.-]{0,99}: )?)${braces(`${word}|${braces(word)}`)}$`,
  'gm',
);

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

/** A list in brackets on one line, without lists in it: only there the two agree on where an item ends. */
const flowList = /\[(?:[^[\]"'\n]|"[^"\n]*"|'[^'\n]*')*\]/y;

function isAlike(text: string, offset: number): boolean {
  flowList.lastIndex = offset;
  return text[offset] !== '[' || flowList.test(text);
}

/** The values of the nodes of one text. */
class SimpleValues {
  readonly #text: string;
  readonly #isJson: boolean;

  constructor(text: string, isJson: boolean) {
    this.#text = text;
    this.#isJson = isJson;
  }

  ofMap({ entries, written }: MapNode): unknown {
    // Entries were replaced, or merged by `<<`, which YAML 1.2 does not have.
    if (written) throw notAlike;
    return Object.fromEntries(
      [...entries].map(([name, { value }]) => {
        // The name of a key that is not text begins with a zero character.
        if (!simpleName.test(name)) throw notAlike;
        return [name, this.#of(value)];
      }),
    );
  }

  #of(node: YamlNode): unknown {
    if (node.kind === 'scalar') return scalarValue(node);
    if (node.kind === 'map') return this.ofMap(node);
    if (!this.#isJson && !isAlike(this.#text, node.offset)) throw notAlike;
    return node.items.map((item) => this.#of(item));
  }
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
  const isJson = isSimpleJson(text);
  if (!isJson && (endsInBlock || unlike.test(text.replaceAll(flowMaps, '')))) return undefined;
  const { root } = readYaml(text);
  if (root?.kind !== 'map') return undefined;
  try {
    const value = new SimpleValues(text, isJson).ofMap(root);
    return sourceOf(simpleNodes, root, { path, text, value });
  } catch (error) {
    if (error === notAlike) return undefined;
    throw error;
  }
}
