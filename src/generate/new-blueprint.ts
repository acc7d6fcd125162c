import { capitalized } from '../diagnostics/capitalized.ts';
import metadataSchema from '../../schemas/blueprint.schema.json' with { type: 'json' };
import { faultToDiagnostic, type KnownKeys } from '../answers/fault-to-diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { compileSchema } from '../json-schema/compile-schema.ts';
import { fileTree, textAt, type FileTree, type TreeFile } from '../model/file-tree.ts';
import type { JsonMap } from '../model/json.ts';
import { editScalars } from '../source/edit-scalars.ts';
import { answersFileLine, answersFileSchema, answersFileSchemaName } from './own-answers-file.ts';

/** What a new blueprint is named. */
export interface NewTexts {
  readonly name: string;
  /** Undefined: made of the name. */
  readonly title?: string | undefined;
  /** Undefined: that of the starter. */
  readonly description?: string | undefined;
}

const { name, title, description } = metadataSchema.properties;
const parts = { name, title, description };
const known: KnownKeys = new Map(
  Object.entries(parts as Record<string, JsonMap>).map(([key, schema]) => [
    key,
    { name: key, schema },
  ]),
);

/** What blueprint.yml would refuse of these texts. */
export async function checkNewTexts(texts: NewTexts): Promise<Diagnostic[]> {
  const validate = await compileSchema({ type: 'object', properties: parts }, 'new-blueprint');
  const given = new Map(Object.entries(texts).filter(([, text]) => text !== undefined));
  const { faults } = validate(Object.fromEntries(given));
  return faults.map((fault) => faultToDiagnostic(fault, known, given, () => undefined));
}

/** `my-shop` → `My shop`. */
export const titleOf = (blueprint: string): string => capitalized(blueprint.replaceAll('-', ' '));

const text = (content: string): TreeFile => ({ content, mode: 0o644 });

const answersFile = `${answersFileLine}# One entry of the catalog. A higher version is a new release.
blueprint: .
version: 0.1.0
# Fixed answers are written into the entry; Rancher asks for all others.
answers: {}
`;

/** A starter with the texts of a new blueprint, and an answers file for its first entry. */
export function newBlueprint(starter: FileTree, texts: NewTexts): FileTree {
  const edits = Object.entries({ ...texts, title: texts.title ?? titleOf(texts.name) }).flatMap(
    ([key, value]) => (value === undefined ? [] : [{ pointer: [key] as const, value }]),
  );
  const metadata = editScalars(textAt(starter, 'blueprint.yml'), edits);
  if (metadata === undefined) throw new Error('the blueprint.yml of a starter has an unusual form');
  return fileTree([
    ...starter,
    ['blueprint.yml', text(metadata)],
    ['answers.yml', text(answersFile)],
    [answersFileSchemaName, text(answersFileSchema('answers.schema.json'))],
  ]);
}
