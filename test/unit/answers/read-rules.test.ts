import { expect, test } from 'vitest';
import { readAnswersSchema } from '../../../src/answers/answers-schema.ts';

const good = {
  rule: '"above-brokers"',
  severity: '"error"',
  at: '"copies"',
  when: '{"with_ui": true}',
  check: '"copies <= brokers"',
  message: '"{copies} copies"',
  hint: '"use {brokers}"',
};

const declared = `{
"type": "object", "additionalProperties": false, "properties": {
"brokers": {"title": "B", "description": "B", "type": "integer", "default": 3},
"copies": {"title": "C", "description": "C", "type": "integer", "default": 3},
"with_ui": {"title": "U", "description": "U", "type": "boolean", "default": true},
"token": {"title": "T", "description": "T", "type": "string", "default": "", "x-rancher": {"secret": true}}
},
"x-rules": `;

/** The faults of a schema with these rules: line, words, hint. The keys of the first rule are in lines 9 to 15. */
async function faultsOf(rules: string): Promise<string[]> {
  const { diagnostics } = await readAnswersSchema(`${declared}${rules}\n}`, 'schema.json', rules);
  return diagnostics.map(
    ({ at, message, hint }) => `${at?.line}:${at?.column} ${message}${hint ? ` (${hint})` : ''}`,
  );
}

const withRule = (changes: Readonly<Record<string, string | undefined>>) =>
  `[{\n${Object.entries({ ...good, ...changes })
    .flatMap(([key, value]) => (value === undefined ? [] : [`"${key}": ${value}`]))
    .join(',\n')}\n}]`;

test('a rule without a fault is read', async () => {
  expect(await faultsOf(withRule({}))).toEqual([]);
});

test.for([
  {
    changes: { check: '"copies <= broker"' },
    found:
      '13:10 the rule above-brokers names broker, which is not an answer (did you mean brokers?)',
  },
  {
    changes: { at: '"copie"' },
    found: '11:7 the rule above-brokers names copie, which is not an answer (did you mean copies?)',
  },
  {
    changes: { when: '{"wth_ui": true}' },
    found:
      '12:10 the rule above-brokers names wth_ui, which is not an answer (did you mean with_ui?)',
  },
  {
    changes: { message: '"{copes} copies"' },
    found:
      '14:12 the rule above-brokers names copes, which is not an answer (did you mean copies?)',
  },
  {
    changes: { hint: '"use {xyz}"' },
    found:
      '15:9 the rule above-brokers names xyz, which is not an answer (declare it under properties)',
  },
  {
    changes: { severity: '"eror"' },
    found:
      '10:13 the severity of the rule above-brokers is "eror"; expected error or warning (did you mean error?)',
  },
  {
    changes: { check: undefined, chek: '"copies <= brokers"' },
    found: '15:1 unknown key in the rule above-brokers: chek (did you mean check?)',
  },
  {
    changes: { check: undefined },
    found:
      '8:13 the rule above-brokers has no check (its keys are rule, severity, at, check, message, when, hint)',
  },
  {
    changes: { check: '"copies <="' },
    found:
      '13:10 check of the rule above-brokers cannot be read: "copies <=": expected a number or a name (compare whole numbers, such as "quorum <= sentinels")',
  },
  {
    changes: { when: '{"with_ui": 3}' },
    found:
      '12:10 the rule above-brokers depends on with_ui being 3, which it never is (write a value that the schema of that answer allows, such as true without quotes)',
  },
  {
    changes: { when: '"with_ui"' },
    found:
      '12:9 when of the rule above-brokers is not a map of answers and values (write {"answer": value})',
  },
  {
    changes: { message: '3' },
    found: '14:12 message of the rule above-brokers is not text',
  },
  {
    changes: { message: '"{token}"' },
    found: '14:12 the rule above-brokers would show the secret token (remove it from the rule)',
  },
])('the fault is at its line: $found', async ({ changes, found }) => {
  expect(await faultsOf(withRule(changes))).toEqual([found]);
});

test('all faults of a rule are found', async () => {
  const rules = withRule({ severity: '"bad"', at: '"x"', check: '"copies <= broker"' });
  const lines = (await faultsOf(rules)).map((fault) => fault.split(':')[0]);
  expect(new Set(lines)).toEqual(new Set(['10', '11', '13']));
});

test.for([
  { rules: '{"rule": "x"}', found: 'x-rules is not a list of rules' },
  { rules: '["copies <= brokers"]', found: 'rule 1 of x-rules is not a map' },
])('rejects $rules', async ({ rules, found }) => {
  expect(await faultsOf(rules)).toMatchObject([expect.stringContaining(found)]);
});
