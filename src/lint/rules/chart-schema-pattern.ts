import { portablePattern } from '../../json-schema/portable-pattern.ts';
import { chartRule } from '../lint-rule.ts';

export const chartSchemaPattern = chartRule({
  code: 'chart-schema-pattern',
  group: 'chart-schema',
  severity: 'error',
  summary: 'Helm cannot compile a pattern of the schema',
  docs: `Helm compiles patterns with Go's regexp package, which has no look-ahead, no look-behind and no references to groups, and
repeats at most 1000 times. It refuses the schema, and with it every installation.`,
  *check(chart) {
    const { nodeAt, parts } = chart.schema;
    for (const { schema: part, pointer } of parts()) {
      const { pattern } = part;
      const made = typeof pattern === 'string' ? portablePattern(pattern) : undefined;
      if (!made || !('reason' in made) || !/look|no \(\?|no \\[1-9k]|at most/.test(made.reason))
        continue;
      yield {
        at: chart.spot('values.schema.json', nodeAt([...pointer, 'pattern'])),
        message: `Helm cannot compile this pattern: ${made.reason}`,
        hint: 'write it without, or check the value in a template',
      };
    }
  },
});
