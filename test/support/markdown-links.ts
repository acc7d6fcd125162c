import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The text of a page without its code, in which brackets are not links. */
const withoutCode = (text: string) =>
  text.replaceAll(/^( *)(`{3,}|~{3,}).*?^\1\2.*?$/gms, '').replaceAll(/(`+)[^`]+?\1/g, '');

/** Where a page leads: links, reference definitions, and pictures in HTML. */
function targets(text: string): string[] {
  const plain = withoutCode(text);
  return [
    ...plain.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g),
    ...plain.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm),
    ...plain.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g),
  ].map(([, target = '']) => target);
}

/** The anchors of a page's headings, made as GitHub makes them. */
function anchors(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = text
    .replaceAll(/^( *)(`{3,}|~{3,}).*?^\1\2.*?$/gms, '')
    .matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const slug = heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

/** Why a link of a page cannot be followed inside `root`; undefined when it can. */
function fault(root: string, page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#', 2);
  const file = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  if (relative(root, file).startsWith('..')) return 'leads out of the folder';
  if (!existsSync(file)) return 'there is no such file';
  if (anchor === undefined) return undefined;
  if (statSync(file).isDirectory()) return 'a folder has no anchors';
  return anchors(readFileSync(file, 'utf8')).has(anchor) ? undefined : 'there is no such heading';
}

/** All Markdown pages below a folder, relative to it. */
export const pagesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .sort();

/** The relative links of a folder's pages that lead nowhere, as `page: target (reason)`. */
export function brokenLinks(root: string, pages: readonly string[] = pagesIn(root)): string[] {
  return pages.flatMap((page) =>
    targets(readFileSync(join(root, page), 'utf8'))
      .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
      .flatMap((target) => {
        const why = fault(root, join(root, page), target);
        return why === undefined ? [] : [`${page}: ${target} (${why})`];
      }),
  );
}
