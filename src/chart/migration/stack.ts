import type { Pointer } from '../../model/pointer.ts';
import { templateId } from '../../rancher/template-path.ts';

/** A stack of Rancher 1.6 that was launched from a catalog. */
export interface Stack {
  readonly name: string;
  /** Its ID in the API: `1st7`. @default not known */
  readonly id?: string;
  /** Of its `externalId`: `catalog://CATALOG:TEMPLATE:REVISION`. */
  readonly entry: StackEntry;
  /** Variable → answer: all that the form had, also untouched defaults and passwords (rancher/cattle stack.json). */
  readonly environment: ReadonlyMap<string, string>;
  /** The files as they were launched; empty if the stack does not have them. */
  readonly dockerCompose: string;
  readonly rancherCompose: string;
  /** Service → containers. Users scale services in Rancher, so that answers are not true. @default not known */
  readonly scales?: ReadonlyMap<string, ServiceScale>;
}

/** The scale of a service, and where the stack has it. */
export interface ServiceScale {
  readonly scale: number;
  readonly pointer: Pointer;
}

/** A version of a template, as stacks name it. */
export interface StackEntry {
  readonly catalog: string;
  /** Empty for `templates`, `infra` for `infra-templates`. */
  readonly base: string;
  readonly template: string;
  /** The number of a version folder, or its version. */
  readonly revision: string;
}

/** `catalog://library:infra*nfs:3` → its parts; undefined if the text has another form. */
export function stackEntry(externalId: string): StackEntry | undefined {
  const form = /^catalog:\/\/([^:/*]+):(?:([^:*/]*)\*)?([^:*/]+):([^:*/]+)$/;
  const [, catalog, base = '', template, revision] = form.exec(externalId) ?? [];
  if (catalog === undefined || template === undefined || revision === undefined) return undefined;
  return { catalog, base, template, revision };
}

/** What identifies a stack: its name, template and ID, as text without line ends or lone surrogates. */
export const stackKey = ({ name, id, entry: { catalog, base, template } }: Stack): string =>
  JSON.stringify([name, templateId(catalog, base, template), ...(id === undefined ? [] : [id])]);

/** The ID of a version of a template in the API: `library:infra*nfs:3`. */
export const entryId = ({ catalog, base, template, revision }: StackEntry): string =>
  `${templateId(catalog, base, template)}:${revision}`;
