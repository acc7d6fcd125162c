import { HtmlRenderer, Parser } from 'commonmark';
import { fromHtml } from 'hast-util-from-html';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import type { ElementContent, Element, Root, RootContent } from 'hast';

/** Characters of a README that are shown. */
const longest = 256 * 1024;

const tagNames =
  'h1 h2 h3 h4 h5 h6 p br hr div span center blockquote ul ol li dl dt dd table thead tbody tfoot tr th td caption a b strong i em u s del ins sub sup small kbd samp code pre tt var q abbr details summary img';

/** What a README can have: text, its structure, links. Attributes that could hide or move something are dropped. */
const schema: Schema = {
  tagNames: tagNames.split(' '),
  attributes: {
    a: ['href'],
    img: ['alt', 'src'],
    code: [['className', /^language-[\w-]+$/]],
    ol: ['start'],
    td: ['colSpan', 'rowSpan'],
    th: ['colSpan', 'rowSpan'],
    details: ['open'],
    '*': ['align', 'title'],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  ancestors: Object.fromEntries(
    ['thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'].map((name) => [name, ['table']]),
  ),
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'title'],
  clobber: [],
};

const isAbsolute = (url: unknown): url is string =>
  typeof url === 'string' && /^(?:https?:\/\/|mailto:)/i.test(url);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function linkTo(href: string, children: ElementContent[]): Element {
  const properties = { href, target: '_blank', rel: ['noopener', 'noreferrer'] };
  return { type: 'element', tagName: 'a', properties, children };
}

/** An image as a link to it: nothing is loaded from elsewhere. One that is relative is broken in Rancher too. */
function imageText({ properties: { alt, src } }: Element, isInLink: boolean): ElementContent {
  const text: ElementContent = { type: 'text', value: textOf(alt) || '[image]' };
  return isAbsolute(src) && !isInLink ? linkTo(src, [text]) : text;
}

function shownElement(element: Element, isInLink: boolean): ElementContent {
  if (element.tagName === 'img') return imageText(element, isInLink);
  const isLink = element.tagName === 'a';
  const children = shownNodes(element.children, isInLink || isLink) as ElementContent[];
  if (element.tagName === 'pre') {
    // It scrolls where it is wider than the page, also by keys.
    return { ...element, properties: { ...element.properties, tabIndex: 0 }, children };
  }
  if (!isLink) return { ...element, children };
  const { href } = element.properties;
  // In Rancher, a relative link leads to a page of its own interface, which does not exist.
  return isAbsolute(href) ? linkTo(href, children) : { ...element, properties: {}, children };
}

const shownNodes = (nodes: readonly RootContent[], isInLink: boolean): RootContent[] =>
  nodes.map((node) => (node.type === 'element' ? shownElement(node, isInLink) : node));

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function safeHtml(html: string): string {
  const clean = sanitize(fromHtml(html, { fragment: true }), schema);
  const root: Root = clean.type === 'root' ? clean : { type: 'root', children: [] };
  return toHtml({ ...root, children: shownNodes(root.children, false) });
}

/**
 * A README as HTML that is safe to insert: CommonMark without extensions, as the UI draws it, with the HTML in it
 * (UI components/common-mark/component.js:7-15). Rancher does not sanitize that HTML.
 */
export function readmeHtml(markdown: string): string {
  const text = markdown.slice(0, longest);
  const cut = text.length < markdown.length ? '<p>The rest of this README is not shown.</p>' : '';
  try {
    return safeHtml(new HtmlRenderer().render(new Parser().parse(text))) + cut;
  } catch (error) {
    // Elements that are nested too deep for the stack.
    if (!(error instanceof RangeError)) throw error;
    return `<pre tabindex="0">${escaped(text)}</pre>${cut}`;
  }
}
