/** An element of a parsed SVG or HTML text. */
export interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  /** Its own text, without that of its children. */
  text: string;
}

const empty = new Set(['meta', 'input', 'br']);
const raw = new Set(['style', 'script']);

function attributesOf(words: string, tag: string): Map<string, string> {
  const found = new Map<string, string>();
  const rest = words.replaceAll(/\s+([\w:-]+)(?:="([^"<]*)")?/g, (_, name: string, value = '') => {
    if (found.has(name)) throw new Error(`<${tag}> has ${name} twice`);
    found.set(name, String(value));
    return '';
  });
  if (rest.trim() !== '') throw new Error(`<${tag}> has unreadable attributes: ${rest}`);
  return found;
}

function checkText(words: string): void {
  const bad = /&(?!(?:amp|lt|gt|quot);)|[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.exec(words);
  if (bad)
    throw new Error(`unescaped: ${words.slice(Math.max(0, bad.index - 20), bad.index + 20)}`);
}

/** Parses markup in which each element is closed. Throws what is not well-formed. */
export function parseMarkup(markup: string): Element {
  const root: Element = { tag: '', attributes: new Map(), children: [], text: '' };
  const open = [root];
  let rest = markup.replace(/^<!doctype html>\n/, '');
  while (rest !== '') {
    const parent = open.at(-1) ?? root;
    const words = raw.has(parent.tag)
      ? rest.slice(0, rest.indexOf(`</${parent.tag}>`))
      : (/^[^<]+/.exec(rest)?.[0] ?? '');
    if (!raw.has(parent.tag)) checkText(words);
    parent.text += words;
    rest = rest.slice(words.length);
    if (rest === '') break;
    const [whole, close = '', tag = '', attributes = '', isEmpty = ''] =
      /^<(\/?)([\w-]+)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`unreadable: ${rest.slice(0, 60)}`);
    rest = rest.slice(whole.length);
    if (close !== '') {
      if (parent.tag !== tag) throw new Error(`</${tag}> closes <${parent.tag}>`);
      open.pop();
      continue;
    }
    checkText(attributes);
    const element: Element = {
      tag,
      attributes: attributesOf(attributes, tag),
      children: [],
      text: '',
    };
    parent.children.push(element);
    if (isEmpty === '' && !empty.has(tag)) open.push(element);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.tag ?? ''}> is not closed`);
  return root;
}

/** All elements within one. */
export function descendants(element: Element): Element[] {
  return element.children.flatMap((child) => [child, ...descendants(child)]);
}
