import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { reachPart } from '../model/reached-parts.ts';
import { ajvOptions, vocabulary } from './ajv-options.ts';
import { precompiled } from './precompiled.ts';

/** The schema of schemas, as ajv names it, and its name among those that were compiled with the program. */
const metaschema = { id: 'http://json-schema.org/draft-07/schema', name: 'draft-07' };

/** A compiler of its own for each schema: two may have one `$id`. */
export function compiler(): Ajv {
  reachPart('schema compiler');
  const ajv = new Ajv(ajvOptions);
  addFormats.default(ajv);
  ajv.addVocabulary([...vocabulary]);
  const known = ajv.schemas[metaschema.id];
  const validate = precompiled[metaschema.name];
  if (known && validate) known.validate = validate;
  return ajv;
}
