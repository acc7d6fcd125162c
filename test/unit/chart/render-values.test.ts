import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { chartValuesOf } from '../../../src/chart/chart-values.ts';
import { renderValues } from '../../../src/chart/render-values.ts';
import { loadBlueprint } from '../../support/render.ts';

test.for(['x ', 'x\n', 'a\n\n', ' ', '${HOME} '])('values.yaml keeps the text %j', async (text) => {
  const { schema } = await loadBlueprint('redis-sentinel');
  const answers = { fixed: new Map([['redis_password', text]]), asked: new Map() };
  const values = renderValues(chartValuesOf({ schema }, { answers }));
  expect(parse(values)).toMatchObject({ auth: { password: text } });
});
