import { placeAt } from '../source/place-at.ts';
import { isGuessed, unknownText } from '../rancher/launch/form-answers.ts';
import { renderAgain, renderText } from '../rancher/launch/render-text.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { AskedQuestion, VersionFacts } from './version-facts.ts';

type Answers = ReadonlyMap<string, string>;

/** A version with an answer that makes its templates take branches which others do not. */
export interface Branch {
  readonly answer: Answers;
  /** Whether the form offers the answer, so that choice-rejected launches it as well. */
  readonly isOffered: boolean;
  /** When the branch is taken: `KIBANA is "true"`. */
  readonly condition: string;
  /** The lines that only this answer shows, counted from 1, by the path of their file. */
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>;
}

/** How many branches of one version are looked at. */
const most = 20;

/** How many answers of one version are tried; each renders its templates. */
const mostTried = 500;

/** Answers to a question that can make a template take another branch than the usual answer does. */
function otherAnswers({ question }: AskedQuestion, { answers, uses }: VersionFacts): string[] {
  const { type, options, required, variable } = question;
  const answer = answers.get(variable) ?? '';
  if (type === 'boolean') return [answer === 'true' ? 'false' : 'true'];
  if (options.length > 0) return options.filter((option) => option !== answer);
  const none = required ? [] : [''];
  const other = type === 'int' || type === 'float' ? '8080' : unknownText;
  return [...new Set([...none, ...uses.compared(variable), other])].filter(
    (value) => value !== answer && !(required && value === ''),
  );
}

function conditionOf(variable: string, value: string, answer: string): string {
  if (!isGuessed(value)) return `${variable} is "${value}"`;
  return `${variable} is ${answer === '' || answer === '<nil>' ? 'not empty' : 'another text'}`;
}

/** Lines of the files that are in the output of the template pass. */
function linesWith(facts: VersionFacts, set: Answers): Map<CatalogFile, Set<number>> {
  const variables = new Map([...facts.answers, ...set]);
  const { version } = facts.version.block;
  const context = { version, previousVersion: '', stackName: 'stack', environmentName: 'Default' };
  return new Map(
    facts.composeFiles.flatMap(({ file }) => {
      const { text = '' } = file;
      const { template, text: output, origin } = renderText(text, { ...context, variables });
      return template ? [[file, linesOf(output, text, origin)] as const] : [];
    }),
  );
}

function linesOf(output: string, text: string, origin: (offset: number) => number): Set<number> {
  const lines = new Set<number>();
  let offset = 0;
  for (const line of output.split('\n')) {
    const start = offset + line.length - line.trimStart().length;
    if (line.trim() !== '') lines.add(placeAt('', text, origin(start)).line ?? 0);
    offset += line.length + 1;
  }
  return lines;
}

/** The questions that templates read. */
function askedInTemplate({ uses, questions }: VersionFacts): readonly AskedQuestion[] {
  const read = new Set(uses.inTemplate.map(({ name }) => name));
  return questions.filter(({ question: { variable } }) => read.has(variable));
}

/** The texts that the templates of a version make of other answers, one at a time. */
export function* otherTexts(facts: VersionFacts): Generator<readonly string[]> {
  const { version } = facts.version.block;
  for (const each of askedInTemplate(facts)) {
    const { variable } = each.question;
    for (const value of otherAnswers(each, facts)) {
      const variables = new Map([...facts.answers, [variable, value]]);
      yield facts.composeFiles.map(({ launched: { rendered } }) =>
        renderAgain(rendered, variables, version),
      );
    }
  }
}

/**
 * Answers to the questions that templates read, one at a time, as long as they show lines that were not
 * seen before.
 */
export function* otherBranches(facts: VersionFacts): Generator<Branch> {
  const asked = askedInTemplate(facts);
  if (asked.length === 0) return;
  const seen = linesWith(facts, new Map());
  let [left, tries] = [most, mostTried];
  for (const each of asked) {
    const { variable } = each.question;
    for (const value of otherAnswers(each, facts)) {
      tries -= 1;
      if (tries < 0) return;
      const answer = new Map([[variable, value]]);
      const lines = new Map<string, ReadonlySet<number>>();
      for (const [file, all] of linesWith(facts, answer)) {
        const known = seen.get(file) ?? new Set();
        const added = [...all].filter((line) => !known.has(line));
        if (added.length > 0) lines.set(file.path, new Set(added));
        seen.set(file, new Set([...known, ...added]));
      }
      if (lines.size === 0) continue;
      yield {
        answer,
        isOffered: each.question.type === 'boolean' || each.question.type === 'enum',
        condition: conditionOf(variable, value, facts.answers.get(variable) ?? ''),
        lines,
      };
      left -= 1;
      if (left === 0) return;
    }
  }
}
