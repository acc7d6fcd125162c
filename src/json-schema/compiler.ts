import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { ajvOptions, vocabulary } from './ajv-options.ts';

/** A compiler of its own for each schema: two may have one `$id`. */
export function compiler(): Ajv {
  const ajv = new Ajv(ajvOptions);
  addFormats.default(ajv);
  ajv.addVocabulary([...vocabulary]);
  return ajv;
}
