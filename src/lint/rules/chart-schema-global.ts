import { isMap } from '../../model/json.ts';
import { chartRule } from '../lint-rule.ts';

export const chartSchemaGlobal = chartRule({
  code: 'chart-schema-global',
  group: 'chart-schema',
  severity: 'error',
  summary: 'the schema refuses the values that Rancher always sends',
  docs: `Rancher sends \`global.cattle\` with the ID and name of the cluster in every installation, and Fleet \`global.fleet\`
(rancher/dashboard shell/pages/c/_cluster/apps/charts/install.vue:1255). A schema that is closed at the top without \`global\`, or
closed below it, makes the chart impossible to install from Rancher (rancher/rancher#47404, cert-manager#7329).`,
  *check(chart) {
    const { schema, nodeAt } = chart.schema;
    if (!schema) return;
    const properties = isMap(schema.properties) ? schema.properties : {};
    const { global } = properties;
    const isOpen = schema.patternProperties !== undefined;
    if (global === undefined && schema.additionalProperties === false && !isOpen) {
      yield {
        at: chart.spot('values.schema.json', nodeAt(['additionalProperties'])),
        message: 'the schema refuses global, which Rancher always sends',
        hint: 'add "global": { "type": "object" } to properties',
      };
    }
    if (!isMap(global) || global.additionalProperties !== false) return;
    const below = isMap(global.properties) ? global.properties : {};
    const { cattle } = below;
    if (isMap(cattle) ? cattle.additionalProperties !== false : cattle === true) return;
    yield {
      at: chart.spot(
        'values.schema.json',
        nodeAt(['properties', 'global', 'additionalProperties']),
      ),
      message: 'the schema refuses global.cattle, which Rancher always sends',
      hint: 'remove additionalProperties from global',
    };
  },
});
