import { codePoint, unseenBreak } from '../explain-yaml.ts';
import { fileRule } from '../lint-rule.ts';

export const yamlLineBreak = fileRule({
  code: 'yaml-line-break',
  group: 'yaml',
  severity: 'warning',
  summary: 'a line break that editors do not show',
  docs: `YAML 1.1 has more line breaks than line feed: U+0085, U+2028, U+2029 and a carriage return alone. Text
after one is a new line: it is not part of the comment or the value that it seems to belong to. They come from text
that was pasted from documents. In double quotes, write an escape such as \`\\u2028\`.`,
  *check({ file, text, read, origin }) {
    // A file with carriage returns only has the line ends of old programs.
    const found = read.fault || !text.includes('\n') ? undefined : unseenBreak.exec(text);
    if (!found) return;
    yield {
      at: { file, offset: found.index, origin },
      message: `${codePoint(found[0])} is a line break in YAML, so the text after it is a new line`,
      hint: 'remove the character, or write it as an escape in double quotes',
    };
  },
});
