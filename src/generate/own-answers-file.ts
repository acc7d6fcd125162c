import schema from '../../schemas/answers-file.schema.json' with { type: 'json' };

/** The name of the schema of the answers files beside a blueprint. */
export const answersFileSchemaName = 'answers-file.schema.json';

/** The first line of an answers file in the folder of its blueprint, from which an editor completes it. */
export const answersFileLine = `# yaml-language-server: $schema=./${answersFileSchemaName}\n`;

/**
 * The JSON Schema of the answers files in the folder of a blueprint: that of every answers file, with the answers
 * of `answersSchema`, the path of the blueprint's answers schema relative to it.
 */
export function answersFileSchema(answersSchema: string): string {
  // `allOf` has the answers of the built-in blueprints.
  const { allOf: _builtIn, ...common } = schema;
  const { answers, defaults } = schema.properties;
  const $ref = `./${answersSchema}`;
  // A $ref beside other keywords is the only one that counts in draft 7.
  const of = ({ description, title }: typeof answers) => ({
    title,
    description,
    allOf: [{ $ref }],
  });
  const properties = { ...common.properties, answers: of(answers), defaults: of(defaults) };
  return `${JSON.stringify({ ...common, properties }, undefined, 2)}\n`;
}
