import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueUses } from '../../src/lint/value-uses.ts';
import { renderText } from '../../src/rancher/launch/render-text.ts';
import { parseTemplate } from '../../src/rancher/template/parse-template.ts';
import { functionNames } from '../../src/rancher/template/rancher-functions.ts';
import { cut, inside, scraps } from './changed-texts.ts';

const runs = process.env.CI === 'true' ? 3000 : 400;

describe('for any catalog', () => {
  test('a template is executed or has a fault', () => {
    const tokens = [
      ...scraps,
      ...cut(
        '{{ ¦ }}¦{{- ¦ -}}¦.Values¦.Values.A¦.A¦$¦$x¦ := ¦ = ¦ ¦if ¦else¦else if ¦range ¦with ¦end',
      ),
      ...cut(
        'define "a"¦template "a" .¦1¦"a"¦`a`¦\'a\'¦nil¦true¦printf "%d" ¦until 9¦break¦continue',
      ),
      ...[...functionNames].map((name) => `${name} `),
    ];
    const text = fc.array(fc.constantFrom(...tokens), { maxLength: 25 });
    const context = {
      variables: new Map([['A', 'a']]),
      version: '1.0.0',
      previousVersion: '',
      stackName: 's',
      environmentName: 'e',
    };
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join('');
        const { fault, template, truncated } = renderText(whole, context);
        expect(inside(fault?.offset ?? truncated?.offset ?? 0, whole)).toBe(true);
        valueUses(template);
        parseTemplate(`{{ ${whole} }}`, functionNames);
        renderText(`{{ ${whole} }}`, context);
      }),
      { numRuns: runs * 5 },
    );
  });
});
