import type { Code } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { withOmitted } from '../../diagnostics/with-omitted.ts';
import type { TemplateFile } from '../../model/blueprint.ts';
import type { Meaning } from './meaning.ts';
import type { At, Expression } from './template-node.ts';
import type { TemplateRole } from './template-role.ts';
import {
  dataHint,
  unknownHelper,
  unknownName,
  unknownPartial,
  unsupported,
  usageOf,
} from './helper-usage.ts';

/** Reported faults of a template with its partials. */
const mostFaults = 100;

/** Thrown when a template is too large to be read. */
export class TooManyNodes extends Error {}

/** Collects the faults of a template and its partials; one place and message is reported once. */
export class TemplateFaults {
  readonly #files: TemplateFile[] = [];
  readonly #found = new Map<string, Diagnostic>();
  #omitted = 0;
  #nodes = 0;
  /** Whether a value that Rancher can ask for is written. */
  hasAskable = false;
  /** The names of the secret answers that are written. */
  readonly secrets = new Set<string>();

  /** The number of a file in places. */
  fileNumber(file: TemplateFile): number {
    const known = this.#files.indexOf(file);
    return known === -1 ? this.#files.push(file) - 1 : known;
  }

  /** Of the template, the first, an empty text; of a partial, its name. */
  get fileNames(): string[] {
    return this.#files.map(({ output }, number) => (number === 0 ? '' : output));
  }

  get diagnostics(): Diagnostic[] {
    return withOmitted([...this.#found.values()], this.#omitted);
  }

  add(code: Code, [file, line, column]: At, message: string, hint?: string): void {
    const at: Place = { file: this.#files[file]?.path ?? '', line, column };
    const fault: Diagnostic = { code, severity: 'error', message, at, ...(hint ? { hint } : {}) };
    const key = JSON.stringify([at, message]);
    if (this.#found.has(key)) return;
    if (this.#found.size === mostFaults) this.#omitted += 1;
    else this.#found.set(key, fault);
  }

  /** Counts a part of the template; throws TooManyNodes after `most` of them. */
  count(most: number, at: At): void {
    this.#nodes += 1;
    if (this.#nodes <= most) return;
    this.add(
      'template-syntax',
      at,
      `this template has more than ${most} parts with its partials`,
      'include partials fewer times, or use {{#each}}',
    );
    throw new TooManyNodes();
  }

  addUnknown(kind: 'block' | 'helper', name: string, at: At): void {
    const { message, hint } = unknownHelper(kind, name);
    this.add('template-helper', at, message, hint);
  }

  /** A second argument of a helper that is none of its choices. */
  addChoice(helper: string, wrong: string, choices: readonly string[], at: At): void {
    const meant = nearest(wrong, choices);
    const message = `${helper} cannot give ${JSON.stringify(wrong)}; it can give ${listWords(choices, 'or')}`;
    const hint = meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`;
    this.add('template-helper', at, message, hint);
  }

  /** A part of Handlebars that blueprints do not have. */
  addUnsupported(type: string, at: At): void {
    const [what, hint] = unsupported[type] ?? ['decorators', undefined];
    this.add('template-helper', at, `${what} are not supported`, hint);
  }

  /** A block with the name of an answer, as Mustache has it. */
  addAnswerBlock(name: string, { type }: Meaning, at: At): void {
    const usage = type === 'list' ? `{{#each ${name}}}` : `{{#if ${name}}}`;
    this.add(
      'template-helper',
      at,
      `${name} is an answer, not a block helper`,
      `write ${usage} or {{#unless ${name}}}`,
    );
  }

  addTooFar(name: string, at: At): void {
    this.add(
      'template-undeclared',
      at,
      `${name} leads out of the template`,
      'each ../ leaves one {{#each}} or {{#words}}; names of outer ones are known without it',
    );
  }

  addArguments(name: string, at: At): void {
    const usage = usageOf(name);
    this.add('template-helper', at, `wrong arguments for ${name}`, usage && `write ${usage}`);
  }

  addUndeclared(name: string, known: readonly string[], at: At, partial?: string): void {
    const { message, hint } = unknownName(name, known, partial);
    this.add('template-undeclared', at, message, hint);
  }

  /** A value that a call passes, and the partial does not use; the name that was probably meant. */
  addUnused(partial: string, name: string, used: ReadonlySet<string>, at: At): string | undefined {
    const meant = nearest(name, used);
    const hint = meant === undefined ? 'remove it' : `did you mean ${meant}?`;
    this.add('template-undeclared', at, `the partial ${partial} does not use ${name}`, hint);
    return meant;
  }

  /** A value that a partial needs, and a call does not pass. */
  addAbsent({ absent }: Meaning, expression: Expression): void {
    if (!absent || expression.kind !== 'name') return;
    const { partial, at } = absent;
    const name = expression.parts.join('.');
    this.add(
      'template-undeclared',
      at,
      `the partial ${partial} needs ${name}, which this call does not pass`,
      `write {{> ${partial} ${name}=…}}, or {{#if ${name}}} … {{/if}} around it in the partial`,
    );
  }

  addData(name: string, at: At): void {
    this.add('template-undeclared', at, `@${name} is not known here`, dataHint(name));
  }

  addPartial(name: string, isKnown: boolean, known: readonly string[], at: At): void {
    if (isKnown) {
      const message = `the partial ${name} takes no context`;
      this.add('template-helper', at, message, `write {{> ${name} key=value}}`);
      return;
    }
    const { message, hint } = unknownPartial(name, known);
    this.add('template-helper', at, message, hint);
  }

  addCycle(names: readonly string[], at: At): void {
    this.add(
      'template-helper',
      at,
      `the partial ${names[0]} includes itself: ${names.join(' → ')}`,
      'a partial must not include itself, directly or through others',
    );
  }

  addAsked(helper: string, { spec }: Meaning, at: At): void {
    const name = spec?.name ?? 'this';
    this.add(
      'template-asked',
      at,
      `Rancher can ask for ${name}, so ${helper} cannot change its value here`,
      `set x-rancher.ask to never in the schema, or write {{${name}}} unchanged`,
    );
  }

  /** Whether a value can be written in a file of this kind. */
  checkValue(role: TemplateRole, meaning: Meaning, at: At): boolean {
    if (meaning.onlyIn) {
      const [block, template] = meaning.onlyIn;
      this.add(
        'template-helper',
        at,
        `{{${block}}} is possible in ${template} only`,
        'remove it here',
      );
      return false;
    }
    if (!meaning.isAskable || (role !== 'plain' && role !== 'yaml')) return true;
    const name = meaning.spec?.name ?? 'this value';
    this.add(
      'template-asked',
      at,
      `Rancher can ask for ${name}, and writes answers into compose files only`,
      'set x-rancher.ask to never in the schema, or pass the answer in an environment variable',
    );
    return false;
  }

  /** Whether a value can be tested in this way. */
  checkTest(helper: string, meaning: Meaning, role: TemplateRole, at: At): boolean {
    const name = meaning.spec?.name ?? 'this value';
    if (helper === 'is' && ['list', 'map', 'block'].includes(meaning.type)) {
      const message = `is cannot compare ${name}, which is not a single value`;
      this.add(
        'template-helper',
        at,
        message,
        'test a list with {{#if list}}, or its items in {{#each list}}',
      );
      return false;
    }
    if ((helper === 'if' || helper === 'unless') && meaning.type === 'number') {
      const message = `${helper} cannot test ${name}: a number is neither true nor false`;
      this.add('template-helper', at, message, `compare it: {{#is ${name} "0"}}`);
      return false;
    }
    const isPart = meaning.type === 'word' || meaning.spec?.computed !== undefined;
    if (meaning.isAskable && isPart && helper !== 'given') {
      const what =
        meaning.type === 'word'
          ? 'a word of an asked answer'
          : `${name}, which has an asked answer in it,`;
      this.add('template-asked', at, `${what} cannot be tested`, 'test the answer itself');
      return false;
    }
    if (!meaning.isAskable || role === 'compose' || helper === 'given') return true;
    this.add(
      'template-asked',
      at,
      `Rancher can ask for ${name}, so its value is not known here`,
      'only in compose files can a block depend on an asked answer; set x-rancher.ask to never in the schema',
    );
    return false;
  }
}
