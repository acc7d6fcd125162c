import type { Code } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { withOmitted } from '../../diagnostics/with-omitted.ts';
import type { TemplateFile } from '../../model/blueprint.ts';
import type { Meaning } from './meaning.ts';
import type { At, Expression } from './template-node.ts';
import type { TemplateRole } from './template-role.ts';
import { blockUsage, textUsage } from './helper-usage.ts';

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
    const known = kind === 'block' ? blockUsage : { text: blockUsage.text ?? '', ...textUsage };
    const meant = nearest(name, Object.keys(known));
    const what = kind === 'block' ? 'unknown block helper' : 'unknown helper';
    const hint = meant === undefined ? undefined : `did you mean ${known[meant]}?`;
    const all = `known helpers: ${Object.values(known).join('; ')}`;
    this.add('template-helper', at, `${what}: ${name}`, hint ?? all);
  }

  addArguments(name: string, at: At): void {
    const usage = blockUsage[name] ?? textUsage[name];
    this.add('template-helper', at, `wrong arguments for ${name}`, usage && `write ${usage}`);
  }

  addUndeclared(name: string, known: readonly string[], at: At, partial?: string): void {
    if (name === 'this') {
      const hint = 'write the name of an answer, or put it into {{#each list}} … {{/each}}';
      this.add(
        'template-undeclared',
        at,
        'this is known only inside {{#each}} and {{#words}}',
        hint,
      );
      return;
    }
    const meant = nearest(name, [...known]);
    const message = `${name} is not declared in the answers schema${partial === undefined ? '' : `, nor passed to ${partial}`}`;
    const otherwise = partial === undefined ? 'remove it' : `write {{> ${partial} ${name}=…}}`;
    const hint =
      meant === undefined
        ? `declare it under properties, or ${otherwise}`
        : `did you mean ${meant}?`;
    this.add('template-undeclared', at, message, hint);
  }

  /** A value that a call passes, and the partial does not use. */
  addUnused(partial: string, name: string, used: ReadonlySet<string>, at: At): void {
    const meant = nearest(name, used);
    const hint = meant === undefined ? 'remove it' : `did you mean ${meant}?`;
    this.add('template-undeclared', at, `the partial ${partial} does not use ${name}`, hint);
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
    this.add(
      'template-undeclared',
      at,
      `@${name} is not known here`,
      '@index, @first and @last are known inside {{#each}}',
    );
  }

  addPartial(name: string, isKnown: boolean, known: readonly string[], at: At): void {
    if (isKnown) {
      const message = `the partial ${name} takes no context`;
      this.add('template-helper', at, message, `write {{> ${name} key=value}}`);
      return;
    }
    const meant = nearest(name, [...known]);
    const all = known.length > 0 ? `known partials: ${known.join(', ')}` : 'there are none yet';
    this.add(
      'template-helper',
      at,
      `unknown partial: ${name}`,
      meant === undefined ? `create partials/${name}.hbs; ${all}` : `did you mean ${meant}?`,
    );
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

  /** Whether a loop over such a value is possible. */
  checkLoop(kind: 'each' | 'words', meaning: Meaning, at: At): boolean {
    const name = meaning.spec?.name ?? 'this value';
    if (kind === 'words' ? meaning.type === 'text' : meaning.type === 'list') return true;
    if (kind === 'words') {
      this.add('template-helper', at, `words needs a text, and ${name} is none`);
    } else if (meaning.isAskable) {
      const message = `each needs a list, and Rancher asks for ${name}, which is a single value`;
      this.add(
        'template-asked',
        at,
        message,
        'declare it with "type": "array"; lists are never asked',
      );
    } else {
      this.add('template-helper', at, `each needs a list, and ${name} is none`);
    }
    return false;
  }

  /** Whether a value can be written in a file of this kind. */
  checkValue(role: TemplateRole, meaning: Meaning, at: At): boolean {
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

  /** Whether an answer can be each of the texts that it is compared with. */
  checkTexts({ schema, spec }: Meaning, texts: readonly string[], at: At): boolean {
    const isBoolean = schema?.type === 'boolean';
    // Rancher's form has an empty first choice.
    const empty = spec?.required === false ? [''] : [];
    const options = Array.isArray(schema?.enum)
      ? [...new Set([...schema.enum.map(String), ...empty])]
      : undefined;
    const possible = isBoolean ? ['true', 'false'] : options;
    const wrong = possible && texts.find((text) => !possible.includes(text));
    if (wrong === undefined) return true;
    const name = spec?.name ?? 'this value';
    const meant = nearest(wrong, possible ?? []);
    this.add(
      'template-helper',
      at,
      `${name} is never ${JSON.stringify(wrong)}; it can be ${listWords(possible ?? [], 'or')}`,
      meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`,
    );
    return false;
  }

  /** Whether a value can be tested in this way. */
  checkTest(helper: string, meaning: Meaning, role: TemplateRole, at: At): boolean {
    const name = meaning.spec?.name ?? 'this value';
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
