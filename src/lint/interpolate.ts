/** What Rancher makes of a text with `$` in it. */
interface Interpolated {
  /** The text with `$$` resolved; variables are left out. */
  readonly text: string;
  readonly variables: readonly string[];
  /** What is wrong, where Rancher refuses the text or crashes. */
  readonly fault?: string;
}

/** `$$`, `$NAME`, `${NAME}`; there is nothing else (rancher-compose-executor config/interpolation.go). */
export function interpolate(text: string): Interpolated {
  const variables: string[] = [];
  let fault: string | undefined;
  const resolved = text.replaceAll(
    /\$(\$|[A-Za-z_]\w*|\{[A-Za-z_]\w*\}|)/g,
    (_whole, rest: string) => {
      if (rest === '$') return '$';
      if (rest === '') fault ??= 'a lone $ stands in it';
      else variables.push(rest.replaceAll(/[{}]/g, ''));
      return '';
    },
  );
  return { text: resolved, variables, ...(fault === undefined ? {} : { fault }) };
}
