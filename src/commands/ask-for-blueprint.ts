import {
  checkNewTexts,
  starterKinds,
  titleOf,
  type StarterKind,
} from '../actions/blueprints/create-blueprint.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Prompt } from '../terminal/prompt.ts';

/** The texts of a new blueprint that the command line has. */
export interface GivenTexts {
  readonly name?: string | undefined;
  readonly from?: StarterKind | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** A question: its text, the answer to an empty line, and what is wrong with an answer. */
interface Question {
  readonly text: string;
  readonly fallback?: string;
  readonly check: (answer: string) => Promise<string | undefined> | string | undefined;
}

async function ask({ text, fallback, check }: Question, io: Io, prompt: Prompt): Promise<string> {
  for (;;) {
    const line = await prompt.ask(`${text}${fallback === undefined ? '' : ` [${fallback}]`}: `);
    if (line === undefined) {
      io.err('\n');
      throw usageError('the input ended before all questions were answered');
    }
    const answer = line.trim() === '' ? (fallback ?? '') : line.trim();
    const fault = await check(answer);
    if (fault === undefined) return answer;
    io.err(`  ${fault}\n`);
  }
}

const check = (key: 'name' | 'title') => async (answer: string) =>
  (await checkNewTexts({ name: 'name', [key]: answer }))[0]?.message;

const isKind = (answer: string): answer is StarterKind =>
  (starterKinds as readonly string[]).includes(answer);

async function askForKind(io: Io, prompt: Prompt): Promise<StarterKind> {
  const kinds = listWords(starterKinds, 'or');
  const answer = await ask(
    {
      text: `Kind: ${kinds}`,
      fallback: 'web',
      check: (kind) => (isKind(kind) ? undefined : `expected ${kinds}`),
    },
    io,
    prompt,
  );
  return isKind(answer) ? answer : 'web';
}

/** Asks for the texts of a new blueprint that the command line does not have. The description has a default that fits. */
export async function askForBlueprint(
  given: GivenTexts,
  io: Io,
  prompt: Prompt,
): Promise<GivenTexts> {
  try {
    const name =
      given.name ??
      (await ask({ text: 'Name, such as my-shop', check: check('name') }, io, prompt));
    const from = given.from ?? (await askForKind(io, prompt));
    const title =
      given.title ??
      (await ask({ text: 'Title', fallback: titleOf(name), check: check('title') }, io, prompt));
    return { ...given, name, from, title };
  } finally {
    prompt.end();
  }
}
