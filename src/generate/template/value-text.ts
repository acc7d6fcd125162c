import type { Code } from '../../diagnostics/codes.ts';
import { escapeInterpolation } from '../../source/scalar.ts';
import type { Mark } from './marked-text.ts';
import type { At } from './template-node.ts';
import { isScalar, textOf, type TemplateValue } from './template-value.ts';

/** A fault of a value in its place. */
export interface ScalarFault {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  /** The value that is the cause, if it is one. */
  readonly at?: At;
}

/** What Rancher does in the place of a scalar. */
export interface Place {
  readonly isKey: boolean;
  readonly path: readonly string[];
  /** Rancher replaces `${variable}` and `$$`. */
  readonly isInterpolated: boolean;
  /** The file must be YAML before Rancher's template pass too. */
  readonly isRaw: boolean;
  /** Rancher processes the file as a Go template. */
  readonly needsPass: boolean;
}

/** Writes values as text of a scalar in its place; collects what is wrong with them. */
export class ValueText {
  readonly faults: ScalarFault[] = [];
  readonly warnings: ScalarFault[] = [];
  readonly #place: Place;
  #at: At | undefined;

  constructor(place: Place) {
    this.#place = place;
  }

  fault(code: Code, message: string, hint?: string): '' {
    return this.faultAt(this.#at, code, message, hint);
  }

  // oxlint-disable-next-line max-params
  faultAt(at: At | undefined, code: Code, message: string, hint?: string): '' {
    this.faults.push({ code, message, ...(hint ? { hint } : {}), ...(at ? { at } : {}) });
    return '';
  }

  escape(text: string): string {
    return this.#place.isInterpolated ? escapeInterpolation(text) : text;
  }

  textOf(mark: Mark): string {
    if (mark.kind === 'literal') return mark.text;
    if (mark.kind !== 'value') return '';
    this.#at = mark.at;
    const text = this.valueText(mark.value);
    this.#at = undefined;
    return text;
  }

  valueText(value: TemplateValue): string {
    switch (value.kind) {
      case 'fixed':
        if (isScalar(value.value)) return this.escape(textOf(value.value));
        return this.fault(
          'template-helper',
          'a list cannot be a part of a text',
          'write {{join list ", "}} or {{json list}}',
        );
      case 'asked':
        return this.#variable(value.spec);
      case 'joined':
        return value.parts
          .map((part) => (typeof part === 'string' ? this.escape(part) : this.#variable(part)))
          .join('');
      case 'word':
        return this.fault(
          'template-asked',
          'a word of an asked answer must be the whole value',
          'write {{this}} alone after "- "',
        );
      case 'block':
        return this.fault(
          'template-helper',
          'this text has lines of its own and cannot be a value',
        );
      default:
        return value satisfies never;
    }
  }

  #variable({
    name,
    variable,
    secret,
  }: {
    name: string;
    variable: string;
    secret: boolean;
  }): string {
    const { isKey, isInterpolated, path } = this.#place;
    if (!isInterpolated) {
      const where = isKey ? 'in a key' : `in ${path[0] ?? 'this place'}`;
      return this.fault(
        'template-asked',
        `Rancher can ask for ${name}, and it replaces no variables ${where}`,
        'fix it in the answers file, or set x-rancher.ask to never in the schema',
      );
    }
    const shown = path.find((key) => key === 'labels' || key === 'command' || key === 'entrypoint');
    if (secret && shown !== undefined) {
      this.warnings.push({
        code: 'secret-visible',
        message: `the secret ${name} is part of ${shown}, which Rancher's API and docker inspect show`,
        hint: 'pass it in an environment variable or as a Rancher secret',
        ...(this.#at ? { at: this.#at } : {}),
      });
    }
    return `\${${variable}}`;
  }
}
