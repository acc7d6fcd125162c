import { chartRule } from '../lint-rule.ts';

/** Formats that one major of Helm checks, and the other does not: measured with 3.17.3 and 4.2.3. */
const checkedBy: Readonly<Record<string, string>> = {
  'idn-email': 'Helm 3',
  duration: 'Helm 4',
  semver: 'Helm 4',
  period: 'Helm 4',
};

/** Formats that no Helm checks. */
const unchecked = new Set([
  'idn-hostname',
  'password',
  'byte',
  'int32',
  'int64',
  'double',
  'float',
]);

export const chartSchemaFormat = chartRule({
  code: 'chart-schema-format',
  group: 'chart-schema',
  severity: 'warning',
  summary: 'the majors of Helm check a format differently',
  docs: `Rancher runs Helm 3 up to version 2.14, and Helm 4 from 2.15 on. Helm 4 checks formats only in a schema with
\`$schema\` of draft 7 or earlier; Helm 3 always does. Each of \`idn-email\`, \`duration\`, \`semver\` and \`period\` is checked by one of
them only (measured with Helm 3.17.3 and 4.2.3). \`pattern\` is checked by both.`,
  *check(chart) {
    const { schema, nodeAt, parts } = chart.schema;
    if (!schema) return;
    const isOld = typeof schema.$schema === 'string' && /draft-0[467]\//.test(schema.$schema);
    let isReported = false;
    for (const { schema: part, pointer } of parts()) {
      const { format } = part;
      if (typeof format !== 'string') continue;
      const only = Object.hasOwn(checkedBy, format) ? checkedBy[format] : undefined;
      const known = !unchecked.has(format);
      if (only === undefined && (isOld || !known || isReported)) continue;
      if (only === undefined) isReported = true;
      yield {
        at: chart.spot('values.schema.json', nodeAt([...pointer, 'format'])),
        message:
          only === undefined
            ? `Helm 4 does not check the format ${format} in a schema without $schema of draft 7`
            : `only ${only} checks the format ${format}`,
        hint:
          only === undefined
            ? 'add "$schema": "http://json-schema.org/draft-07/schema#"'
            : 'use a pattern instead',
      };
    }
  },
});
