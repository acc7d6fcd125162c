import { listWords } from '../../diagnostics/list-words.ts';
import type { Checked, Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { isMap } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { stackEntry, type ServiceScale, type Stack } from './stack.ts';

/** Where a part of what was read is. */
export type PlaceOf = (pointer: Pointer) => Place;

/** States in which a stack is as its answers describe it. */
const settledStates = ['active', 'inactive'];

/** How an upgrade that is not finished ends, by the state of the stack or a service. */
const waysOut: ReadonlyMap<unknown, string> = new Map([
  ['upgraded', 'choose "Finish Upgrade" or "Rollback" in Rancher, then read the stack again'],
  ['upgrading', 'wait for the upgrade, and finish it or roll it back'],
  ['finishing-upgrade', 'wait until the upgrade is finished, then read the stack again'],
  ['rolling-back', 'wait until the rollback is done, then read the stack again'],
  ['canceling-upgrade', 'wait, then roll the upgrade back'],
  ['canceled-upgrade', 'choose "Rollback" or "Upgrade" in Rancher, then read the stack again'],
]);

const list = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? value : isMap(value) && Array.isArray(value.data) ? value.data : undefined;

class StackReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #placeOf: PlaceOf;
  readonly #value: Record<string, unknown>;

  constructor(value: Record<string, unknown>, placeOf: PlaceOf) {
    this.#value = value;
    this.#placeOf = placeOf;
  }

  fault(pointer: Pointer, message: string, hint: string, code: 'stack-invalid' | 'stack-busy') {
    const at = this.#placeOf(pointer);
    this.diagnostics.push({ code, severity: 'error', message, at, hint });
  }

  #invalid(pointer: Pointer, message: string, hint: string): void {
    this.fault(pointer, message, hint, 'stack-invalid');
  }

  /** A text; empty if there is none, as in a null of the API. */
  text(key: string, isNeeded = false): string {
    const value = this.#value[key] ?? '';
    if (typeof value === 'string' && (value !== '' || !isNeeded)) return value;
    const what = value === '' ? `the stack has no ${key}` : `${key} is not a text`;
    this.#invalid([key], what, 'pass the stack as the API of Rancher 1.6 gives it');
    return '';
  }

  entry(): Stack['entry'] | undefined {
    const id = this.text('externalId');
    const entry = stackEntry(id);
    if (entry) return entry;
    const given = this.#value.externalId ?? '';
    if (typeof given !== 'string') return undefined;
    this.#invalid(
      ['externalId'],
      given !== ''
        ? `the externalId ${JSON.stringify(id)} names no entry of a catalog`
        : 'the stack was not launched from a catalog: it has no externalId',
      'expected catalog://CATALOG:TEMPLATE:REVISION; other stacks have no answers to migrate',
    );
    return undefined;
  }

  state(): void {
    const state = this.text('state', true);
    if (state === '' || settledStates.includes(state)) return;
    const hint = waysOut.get(state) ?? 'migrate a stack that is active';
    this.fault(
      ['state'],
      `the state of the stack is ${JSON.stringify(state)}; expected ${listWords(settledStates, 'or')}`,
      hint,
      'stack-busy',
    );
  }

  environment(): Map<string, string> {
    const { environment } = this.#value;
    const answers = new Map<string, string>();
    if (!isMap(environment)) {
      const isMissing = environment === null || environment === undefined;
      this.#invalid(
        ['environment'],
        isMissing ? 'the stack has no answers: environment is null' : 'environment is not a map',
        isMissing
          ? 'it was made from compose files, or the key cannot read it: use a key of its environment'
          : 'expected a map of variables and answers',
      );
      return answers;
    }
    for (const [variable, answer] of Object.entries(environment)) {
      if (typeof answer === 'string') answers.set(variable, answer);
      else {
        this.#invalid(
          ['environment', variable],
          `the answer of ${variable} is not a text`,
          'Rancher stores all answers as text: write it in quotes',
        );
      }
    }
    return answers;
  }

  scales(): Map<string, ServiceScale> | undefined {
    const services = list(this.#value.services);
    if (!services) return undefined;
    const isCollection = !Array.isArray(this.#value.services);
    const scales = new Map<string, ServiceScale>();
    for (const [index, service] of services.entries()) {
      const at = ['services', ...(isCollection ? ['data'] : []), index];
      if (!isMap(service) || typeof service.name !== 'string') {
        const hint = 'pass the services as the API gives them';
        this.#invalid(at, 'this is not a service', hint);
        continue;
      }
      const { name, scale, state } = service;
      const wayOut = waysOut.get(state);
      if (wayOut !== undefined) {
        const message = `the state of the service ${name} is ${String(state)}`;
        this.fault([...at, 'state'], message, wayOut, 'stack-busy');
      }
      if (typeof scale === 'number' && Number.isSafeInteger(scale) && scale >= 0) {
        scales.set(name, { scale, pointer: [...at, 'scale'] });
      } else if (scale !== undefined && scale !== null) {
        const message = `the scale of the service ${name} is not a whole number from 0`;
        const hint = 'write the scale that Rancher shows, without quotes';
        this.#invalid([...at, 'scale'], message, hint);
      }
    }
    return scales;
  }
}

function notAStack(value: unknown): string {
  const stacks = list(value);
  if (stacks) return `this is a list of ${stacks.length}; expected one stack`;
  if (!isMap(value)) return 'this is not a map; expected a stack';
  const { type } = value;
  return typeof type === 'string'
    ? `this is of the type ${JSON.stringify(type)}; expected a stack`
    : 'this has no type; expected a stack of the API';
}

/** What the API of Rancher 1.6 gives as a stack, which version 1 of the API calls an environment; all faults at once. */
export function readStack(value: unknown, placeOf: PlaceOf): Checked<Stack> {
  if (list(value) || !isMap(value) || !['stack', 'environment'].includes(String(value.type))) {
    const hint = 'pass the answer of …/v2-beta/projects/PROJECT/stacks/STACK';
    return {
      value: undefined,
      diagnostics: [
        {
          code: 'stack-invalid',
          severity: 'error',
          message: notAStack(value),
          at: placeOf([]),
          hint,
        },
      ],
    };
  }
  const reader = new StackReader(value, placeOf);
  const name = reader.text('name', true);
  reader.state();
  const entry = reader.entry();
  const environment = reader.environment();
  const scales = reader.scales();
  const [dockerCompose, rancherCompose] = [
    reader.text('dockerCompose'),
    reader.text('rancherCompose'),
  ];
  const { diagnostics } = reader;
  if (!entry || diagnostics.length > 0) return { value: undefined, diagnostics };
  const { id } = value;
  const stack = { name, entry, environment, dockerCompose, rancherCompose };
  return {
    value: {
      ...stack,
      ...(typeof id === 'string' ? { id } : {}),
      ...(scales ? { scales } : {}),
    },
    diagnostics,
  };
}
