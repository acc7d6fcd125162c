import type { Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { readmeHtml } from '../../../src/preview/readme-html.ts';

describe('a README is drawn as CommonMark', () => {
  test.each([
    ['# A *b*', '<h1>A <em>b</em></h1>\n'],
    ['| a |\n|---|', '<p>| a |\n|---|</p>\n'],
    ['- [ ] a', '<ul>\n<li>[ ] a</li>\n</ul>\n'],
    ['~~a~~ https://a.b "q"', '<p>~~a~~ https://a.b "q"</p>\n'],
    [
      '```yaml\na: <b>\n```',
      '<pre tabindex="0"><code class="language-yaml">a: &#x3C;b>\n</code></pre>\n',
    ],
    ['a <br> <b>b</b>', '<p>a <br> <b>b</b></p>\n'],
    ['<h1 align="center">A</h1>', '<h1 align="center">A</h1>\n'],
    [
      '<table><tr><td colspan="2">a</td></tr></table>',
      '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>\n',
    ],
    ['', ''],
  ])('%j as %j', (markdown, html) => {
    expect(readmeHtml(markdown)).toBe(html);
  });
});

describe('links', () => {
  const opened = (url: string) => `<a href="${url}" target="_blank" rel="noopener noreferrer">`;

  test.each([
    ['[a](https://a.b/?c=d)', `<p>${opened('https://a.b/?c=d')}a</a></p>\n`],
    ['<mailto:a@b.c>', `<p>${opened('mailto:a@b.c')}mailto:a@b.c</a></p>\n`],
    ['<a href="http://a" target="x" onclick="y()">a</a>', `<p>${opened('http://a')}a</a></p>\n`],
    ['[a](docs/b.md)', '<p><a>a</a></p>\n'],
    ['[a](#b)', '<p><a>a</a></p>\n'],
    ['[a](//evil.example)', '<p><a>a</a></p>\n'],
    ['[a](javascript:alert(1))', '<p><a>a</a></p>\n'],
    ['[a](JaVaScRiPt:alert(1))', '<p><a>a</a></p>\n'],
    ['<a href="java&#10;script:alert(1)">a</a>', '<p><a>a</a></p>\n'],
    ['<a href="&#1;javascript:alert(1)">a</a>', '<p><a>a</a></p>\n'],
    ['[a](data:text/html,x)', '<p><a>a</a></p>\n'],
    ['[a](vbscript:x)', '<p><a>a</a></p>\n'],
  ])('%s are %s', (markdown, html) => {
    expect(readmeHtml(markdown)).toBe(html);
  });

  test.each([
    ['![logo](https://a.b/c.png)', `<p>${opened('https://a.b/c.png')}logo</a></p>\n`],
    ['![](https://a.b/c.png)', `<p>${opened('https://a.b/c.png')}[image]</a></p>\n`],
    ['![logo](logo.png)', '<p>logo</p>\n'],
    ['<img src="data:image/svg+xml,x" alt="l">', 'l\n'],
    ['[![build](https://a/b.svg)](https://c)', `<p>${opened('https://c')}build</a></p>\n`],
  ])('to images replace them: %s is %s', (markdown, html) => {
    expect(readmeHtml(markdown)).toBe(html);
  });
});

/** Elements, and attributes with `=`, of HTML. */
const partsOf = (node: Root | RootContent): string[] => [
  ...(node.type === 'element'
    ? [node.tagName, ...Object.keys(node.properties).map((name) => `${name}=`)]
    : []),
  ...('children' in node ? node.children.flatMap(partsOf) : []),
  ...(node.type === 'comment' ? ['<!--'] : []),
];

const harmless = new Set([
  'p',
  'div',
  'a',
  'details',
  'td',
  'href=',
  'target=',
  'rel=',
  'title=',
  'open=',
]);

describe('HTML that could run, load, hide or move something is removed', () => {
  test.each([
    '<script>alert(1)</script>',
    'a <script src="https://a"></script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
    '<iframe src="https://a" srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="https://a"></object><embed src="https://a">',
    '<style>body { display: none }</style>',
    '<div style="position: fixed" class="btn" id="root">a</div>',
    '<form action="https://a"><input name="b"><button>c</button></form>',
    '<base href="https://a"><link rel="stylesheet" href="https://a"><meta http-equiv="refresh" content="0">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<template><script>alert(1)</script></template>',
    '<p><!--><script>alert(1)</script>--></p>',
    '<video src="https://a" poster="https://a"></video><audio src="https://a"></audio>',
    '<details ontoggle=alert(1) open>a</details>',
    '<a href="https://a" style="position:fixed" download ping="https://b">a</a>',
    '<td background="https://a">a</td>',
  ])('%s', (markdown) => {
    const parts = partsOf(fromHtml(readmeHtml(markdown), { fragment: true }));
    expect(parts.filter((part) => !harmless.has(part))).toEqual([]);
  });
});

test('elements that are nested without end are shown as text', () => {
  const html = readmeHtml('<div>'.repeat(40_000));
  expect(html.startsWith('<pre tabindex="0">&lt;div>')).toBe(true);
});

test('a README of 1 MB is cut', () => {
  const html = readmeHtml('word\n\n'.repeat(200_000));
  expect(html.length).toBeLessThan(1_000_000);
  expect(html).toContain('<p>The rest of this README is not shown.</p>');
});
