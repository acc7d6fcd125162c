/** A tag of a template, as far as it can be known without the parser. */
export interface TemplateTag {
  /** The partial that it calls, if it calls one. */
  readonly partial?: string;
  /** The names of the values that it passes. */
  readonly keys: readonly string[];
  /** All other names in it. */
  readonly names: readonly string[];
}

const comment = /~?!(--)?/y;

/** Each part starts with another character, so that a tag without an end is read once, and not again in another way. */
const tag = /((?:"[^"]*"|'[^']*'|[^{}"'])*)\}\}/y;

const call = /^~?#?>\s*("[^"]*"|'[^']*'|[^\s~"']+)/;

/** A name, and whether a value is given to it; Handlebars allows all but these characters (lib/handlebars.l, ID). */
const name = /([^\s!"#%-,./;->@[-^`{-~]+)(\s*=)?/g;

function tagOf(inside: string): TemplateTag {
  const found = call.exec(inside);
  const partial = found?.[1]?.replaceAll(/^["'[]|["'\]]$/g, '');
  const rest = inside.slice(found?.[0].length ?? 0).replaceAll(/"[^"]*"|'[^']*'/g, ' ');
  const keys: string[] = [];
  const names: string[] = [];
  for (const [, each = '', given] of rest.matchAll(name)) {
    (given === undefined ? names : keys).push(each);
  }
  return { ...(partial === undefined ? {} : { partial }), keys, names };
}

/** Matches at a position; the position after it, and what the first group has. */
function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): [end: number, group: string | undefined] {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? [pattern.lastIndex, found[1]] : [-1, undefined];
}

/** The tags of a template without its comments, in time that grows with its length only. */
export function* tagsOf(text: string): Generator<TemplateTag> {
  for (let at = text.indexOf('{{'); at !== -1; at = text.indexOf('{{', at)) {
    const start = at + 2;
    const [inComment, dashes] = matchAt(comment, text, start);
    if (text[at - 1] === '\\' && text[at - 2] !== '\\') at = start;
    else if (inComment !== -1) {
      const [end] = matchAt(dashes === undefined ? /\}\}/g : /--~?\}\}/g, text, inComment);
      if (end === -1) return;
      at = end;
    } else {
      const [end, inside = ''] = matchAt(tag, text, start);
      if (end !== -1) yield tagOf(inside);
      at = end === -1 ? at + 1 : end;
    }
  }
}
