import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { ajvOptions, vocabulary } from './options.ts';

let ajv: Ajv | undefined;

/** The one compiler of schemas; it keeps what it compiled. */
export function compiler(): Ajv {
  if (!ajv) {
    ajv = new Ajv(ajvOptions);
    addFormats.default(ajv);
    ajv.addVocabulary([...vocabulary]);
  }
  return ajv;
}
