import type { YamlFault } from '../source/yaml-fault.ts';

/** The offset of a tab that indents the line of a fault; undefined if there is none. */
export function tabOf(text: string, { offset }: YamlFault): number | undefined {
  if (text.charAt(offset) === '\t') return offset;
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const indent = /^[ ]*\t/.exec(text.slice(start, start + 1024));
  return indent ? start + indent[0].length - 1 : undefined;
}
