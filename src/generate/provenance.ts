import type { Answers, AnswerSpec } from '../model/answers.ts';
import { digestOf } from '../model/digest.ts';
import { compareText } from '../diagnostics/format-diagnostic.ts';
import type { Blueprint } from './blueprint.ts';

/** From what a version was made. Digests are the first 16 hex digits of a SHA-256. */
export interface Provenance {
  /** The version of this program. */
  readonly program: string;
  readonly blueprint: string;
  readonly schema: string;
  /** Of all answers but secret ones. */
  readonly answers: string;
}

const prefix = '# rancher-catalog: ';
const pattern =
  /^# rancher-catalog: program=(\S+) blueprint=([0-9a-f]{16}) schema=([0-9a-f]{16}) answers=([0-9a-f]{16})\n?/m;

const short = (digest: string) => digest.slice(0, 16);

/** The digest of all answers that are no secrets; in the order of their names. */
function answersDigest(answers: Answers, specs: ReadonlyMap<string, AnswerSpec>): string {
  const lines = (['fixed', 'asked'] as const).flatMap((how) =>
    [...answers[how]]
      .filter(([name]) => specs.get(name)?.secret !== true)
      .map(([name, value]) => JSON.stringify([how, name, value])),
  );
  return digestOf(lines.sort(compareText));
}

/** What an entry of this blueprint with these answers is made from. */
export function provenanceOf(blueprint: Blueprint, answers: Answers, program: string): Provenance {
  return {
    program,
    blueprint: short(blueprint.files.digest),
    schema: short(blueprint.files.schemaDigest),
    answers: short(answersDigest(answers, blueprint.schema.specs)),
  };
}

/** The comment that keeps it, the last line of rancher-compose.yml: Rancher drops comments. */
export function formatProvenance({ program, blueprint, schema, answers }: Provenance): string {
  return `${prefix}program=${program} blueprint=${blueprint} schema=${schema} answers=${answers}\n`;
}

/** The provenance that a rancher-compose.yml keeps; undefined when it was not made by us. */
export function readProvenance(rancherCompose: string): Provenance | undefined {
  const match = pattern.exec(rancherCompose);
  if (!match) return undefined;
  const [, program = '', blueprint = '', schema = '', answers = ''] = match;
  return { program, blueprint, schema, answers };
}

/** The text without its provenance, which is no part of what was released. */
export function withoutProvenance(text: string): string {
  return text.replace(pattern, '');
}
