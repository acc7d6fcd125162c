import Prism from 'prismjs/components/prism-core.js';
import 'prismjs/components/prism-yaml.js';

/** A part of a line in one color. */
export interface Part {
  readonly text: string;
  /** The name that Prism gives to the token; '' for plain text. */
  readonly kind: string;
}

type Tokens = ReturnType<typeof Prism.tokenize>;

/** Lines of parts. A token of several lines is divided. */
class LineBuilder {
  readonly lines: Part[][] = [[]];

  add(text: string, kind: string): void {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) this.lines.push([]);
      if (line !== '') this.lines.at(-1)?.push({ text: line, kind });
    }
  }

  addAll(tokens: Tokens, kind: string): void {
    for (const token of tokens) {
      if (typeof token === 'string') this.add(token, kind);
      else if (typeof token.content === 'string') this.add(token.content, token.type);
      else this.addAll([token.content].flat(), token.type);
    }
  }
}

/** Texts above this size are not colored: the grammar takes more than the time between two frames. */
const largest = 300_000;

type Lines = readonly (readonly Part[])[];

/** Parts of files, such as a service, whose lines are known: an answer changes few of them. */
const known = new Map<string, Lines>();

/** More than the parts of any file. */
const mostKnown = 5000;

function colored(block: string): Lines {
  const builder = new LineBuilder();
  const grammar = Prism.languages.yaml;
  if (grammar) builder.addAll(Prism.tokenize(block, grammar), '');
  else builder.add(block, '');
  return builder.lines;
}

function linesOf(block: string): Lines {
  const before = known.get(block);
  if (before) return before;
  if (known.size >= mostKnown) known.clear();
  const lines = colored(block);
  known.set(block, lines);
  return lines;
}

/** The lines of a YAML text, in colors. A key that is indented by two or less begins a part. */
export function yamlLines(text: string): Lines {
  if (text.length > largest) return text.split('\n').map((line) => [{ text: line, kind: '' }]);
  return text.split(/\n(?= {0,2}[^\s#])/).flatMap(linesOf);
}

/** The lines of answers.txt: the variable is what is colored. */
export const answerLines = (text: string): readonly (readonly Part[])[] =>
  text.split('\n').map((line) => {
    const [variable = '', ...rest] = line.split('=');
    return rest.length === 0
      ? [{ text: line, kind: '' }]
      : [
          { text: variable, kind: 'key' },
          { text: `=${rest.join('=')}`, kind: '' },
        ];
  });
