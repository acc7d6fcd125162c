import { valuesOf, type ImportedAnswer } from './imported-answer.ts';
import type { Action } from './template-parts.ts';
import { Unsupported } from './unsupported.ts';

/** A construct that could not be converted. */
export interface ImportProblem {
  readonly message: string;
  readonly offset: number;
  /** What can be done about it. */
  readonly hint?: string;
}

/** Something that Rancher does in another way for some answers. */
export interface ImportNote extends ImportProblem {
  /** It does for answers that users are expected to give. */
  readonly isMaterial?: true;
}

/** Collects what cannot be converted, and what some answers show. */
export class ImportFindings {
  readonly problems: ImportProblem[] = [];
  readonly notes: ImportNote[] = [];
  readonly #noted = new Set<string>();
  readonly #text: string;
  readonly #actions: readonly Action[];

  constructor(text: string, actions: readonly Action[]) {
    this.#text = text;
    this.#actions = actions;
  }

  /** Lists a difference once. */
  note(key: string, note: ImportNote): void {
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.notes.push(note);
  }

  /** What Rancher's template pass writes is read as YAML; an answer of a blueprint is one text. */
  noteRaw(answer: ImportedAnswer, offset: number): void {
    if (valuesOf(answer) || answer.type !== 'string') return;
    const { name } = answer;
    const isPart = /(?:^|\n) *$/.test(this.#text.slice(Math.max(0, offset - 100), offset));
    const message = isPart
      ? `Rancher reads the answer ${name} as a part of the file here, such as a map; the blueprint writes it as one text`
      : `Rancher reads the answer ${name} as YAML here, where quotes, $ and other characters have a meaning; the blueprint writes it as text`;
    const hint = 'write the lines as text in the entry, with a question for each value in them';
    this.note(`${isPart ? 'part' : 'text'} ${name}`, {
      message,
      offset,
      ...(isPart ? { hint, isMaterial: true } : {}),
    });
  }

  /** The action at an offset, for messages. */
  #sourceAt(offset: number): string {
    const action = this.#actions.find(({ start, end }) => start <= offset && offset < end);
    const source = action ? this.#text.slice(action.start, action.end) : '';
    return source.replaceAll(/\s+/g, ' ').slice(0, 120);
  }

  /** Collects what cannot be converted; the rest is converted to find all of it. */
  attempt<T>(instead: T, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      const { offset, hint } = error;
      const source = this.#sourceAt(offset);
      const message = source === '' ? error.message : `${error.message}: ${source}`;
      this.problems.push({ message, offset, ...(hint === undefined ? {} : { hint }) });
      return instead;
    }
  }
}
