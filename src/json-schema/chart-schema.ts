import type { AnySchemaObject, ValidateFunction } from 'ajv';
import { reachPart } from '../model/reached-parts.ts';
import { faultsOf, type Faults, type Validate } from './compile-schema.ts';

/** A schema of a chart → its validator, or why there is none. */
export type CompileChartSchema = (
  schema: AnySchemaObject,
) => { readonly validate: Validate } | { readonly reason: string };

/**
 * A compiler for schemas of charts, which are read as Helm does: keywords that it does not know are ignored. Formats are
 * not checked, because the majors of Helm differ in them. `limit` gives undefined for a check that takes too long, which
 * is a fault with the keyword `timeout`.
 */
export async function chartSchemaCompiler(
  limit: <T>(check: () => T) => { readonly value: T } | undefined,
): Promise<CompileChartSchema> {
  const { Ajv } = await import('ajv');
  reachPart('schema compiler');
  const check = (validate: ValidateFunction, value: unknown): Faults => {
    const result = limit(() => validate(value));
    if (!result) return { faults: [{ pointer: [], keyword: 'timeout' }], omitted: 0 };
    return faultsOf(result.value ? [] : (validate.errors ?? []));
  };
  // The optimizer takes longer than it saves: a validator is used once.
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    logger: false,
    validateFormats: false,
    ownProperties: true,
    validateSchema: false,
    meta: false,
    addUsedSchema: false,
    code: { optimize: false },
  });
  return (schema) => {
    // All drafts that are in use have the keywords of draft 7 that matter here.
    const { $schema: _draft, $id: _id, ...rest } = schema;
    try {
      const validate = ajv.compile(rest);
      return { validate: (value) => check(validate, value) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { reason: message.split('\n')[0] ?? '' };
    } finally {
      ajv.removeSchema(rest);
    }
  };
}
