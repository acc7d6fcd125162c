import { schemaFault } from '../charts/check-values.ts';
import { chartRule } from '../lint-rule.ts';

export const chartSchemaValues = chartRule({
  code: 'chart-schema-values',
  group: 'chart-schema',
  severity: 'warning',
  summary: 'values.yaml does not fit the schema',
  docs: `Helm refuses an installation with the values as they are. That is right for a value that every user has to give, if the
form asks for it: such a value is not reported.`,
  check: schemaFault,
});
