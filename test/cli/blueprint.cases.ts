import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const echo = join(import.meta.dirname, '../fixtures/blueprints/echo');

const original = (file: string) => readFileSync(join(echo, file), 'utf8');

/** A blueprint broken in one file. */
export interface BrokenBlueprint {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** The expected findings. */
  readonly found: readonly string[];
}

/** The compose template without the parts that depend on an answer that is never asked. */
const plain = original('docker-compose.yml.hbs')
  .replace(/ {4}command: .*\n/, '')
  .replace(/ {6}TITLE: [^]*/, '');

function compose(
  name: string,
  change: string | ((text: string) => string),
  ...found: string[]
): BrokenBlueprint {
  const text = typeof change === 'string' ? plain + change : change(plain);
  return { name, file: 'docker-compose.yml.hbs', text, found };
}

/** One value per line, so that each has its own location. */
const wideSchema = `${JSON.stringify(JSON.parse(original('answers.schema.json')), undefined, 2)}\n`;

const schema = (name: string, from: string, to: string, ...found: string[]): BrokenBlueprint => ({
  name,
  file: 'answers.schema.json',
  text: wideSchema.replace(from, to),
  found,
});

const withAnswer = (name: string) =>
  [
    '"default": 0.5',
    `"default": 0.5\n    },\n    "${name}": {\n      "title": "Words",\n      "description": "Words.",\n      "type": "string",\n      "default": "hello"`,
  ] as const;

const withRule = (check: string, message: string) =>
  [
    '    }\n  }\n}',
    `    }\n  },\n  "x-rules": [\n    {\n      "rule": "r",\n      "severity": "error",\n      "at": "times",\n      "check": "${check}",\n      "message": "${message}"\n    }\n  ]\n}`,
  ] as const;

const metadata = (name: string, from: string, to: string, ...found: string[]): BrokenBlueprint => ({
  name,
  file: 'blueprint.yml',
  text: original('blueprint.yml').replace(from, to),
  found,
});

/** The echo blueprint of the fixtures, broken in one file. */
export const brokenBlueprints: readonly BrokenBlueprint[] = [
  compose(
    'an undeclared answer',
    `      MORE: {{wrods}}\n`,
    'mine/docker-compose.yml.hbs:11:15 template-undeclared',
  ),
  compose(
    'an undeclared answer inside a block',
    `{{#given nobody}}\n      MORE: 'x'\n{{/given}}\n`,
    'mine/docker-compose.yml.hbs:11:10 template-undeclared',
  ),
  compose(
    'an undeclared answer after else',
    `{{#is loud "true"}}\n      MORE: 'x'\n{{else}}\n      MORE: {{nobody}}\n{{/is}}\n`,
    'mine/docker-compose.yml.hbs:14:15 template-undeclared',
  ),
  compose(
    'a value inside an anchor',
    `      URL: &a{{words}} x\n      TWO: *a{{words}}\n`,
    'mine/docker-compose.yml.hbs:11:14 template-helper',
    'mine/docker-compose.yml.hbs:12:14 template-helper',
  ),
  compose(
    'an unknown helper',
    `{{#with loud}}\n      MORE: 'x'\n{{/with}}\n      SHOUT: {{shout words}}\n`,
    'mine/docker-compose.yml.hbs:11:1 template-helper',
    'mine/docker-compose.yml.hbs:14:14 template-helper',
  ),
  compose(
    'a helper called wrongly',
    `{{#is loud}}\n      MORE: 'x'\n{{/is}}\n`,
    'mine/docker-compose.yml.hbs:11:1 template-helper',
  ),
  compose(
    'an asked answer in a key',
    `      {{times}}: 'x'\n`,
    'mine/docker-compose.yml.hbs:11:7 template-asked',
  ),
  compose(
    'a number as a condition',
    `{{#if times}}\n      MORE: 'x'\n{{/if}}\n`,
    'mine/docker-compose.yml.hbs:11:1 template-helper',
  ),
  compose(
    'an asked answer changed by a helper',
    `      MORE: {{upper words}}\n`,
    'mine/docker-compose.yml.hbs:11:13 template-asked',
  ),
  compose(
    'a loop over an asked answer',
    `{{#each words}}\n      MORE: 'x'\n{{/each}}\n`,
    'mine/docker-compose.yml.hbs:11:1 template-asked',
  ),
  compose(
    'a block of an asked answer that ends in another value',
    `      MORE: {{#is words "x"}}a\n      LESS: b{{/is}}\n`,
    'mine/docker-compose.yml.hbs:11:13 template-helper',
  ),
  compose(
    'a branch that Rancher refuses',
    `{{#is words "x"}}\n    privileged: maybe\n{{/is}}\n`,
    'mine/docker-compose.yml.hbs:12:17 output-branch',
  ),
  compose('a partial', `{{> more}}\n`, 'mine/docker-compose.yml.hbs:11:1 template-helper'),
  compose(
    'a path expression',
    `      MORE: {{this.words}}\n`,
    'mine/docker-compose.yml.hbs:11:15 template-undeclared',
  ),
  compose(
    'an unclosed block',
    `{{#is loud "true"}}\n      MORE: 'x'\n`,
    'mine/docker-compose.yml.hbs:11:1 template-syntax',
  ),
  compose(
    'a block closed by another',
    `{{#is loud "true"}}\n      MORE: 'x'\n{{/given}}\n`,
    'mine/docker-compose.yml.hbs:11:4 template-syntax',
  ),
  compose(
    'an unclosed brace',
    `      MORE: {{words\n`,
    'mine/docker-compose.yml.hbs:11:20 template-syntax',
  ),
  compose(
    'a lone dollar',
    `      MORE: 'a$'\n`,
    'mine/docker-compose.yml.hbs:11:13 output-interpolation',
  ),
  compose(
    'a variable without a question',
    `      MORE: \${HOME}\n`,
    'mine/docker-compose.yml.hbs:11:13 output-variable',
  ),
  compose(
    'an unused answer',
    (text) => text.replace('      RATIO: {{text ratio}}\n', ''),
    'mine/rancher-compose.yml.hbs:3:1 output-question',
  ),
  compose(
    'output that is not YAML',
    `   MORE: 'x'\n`,
    'mine/docker-compose.yml.hbs:11:1 output-yaml',
  ),
  compose('a tab', `\tMORE: 'x'\n`, 'mine/docker-compose.yml.hbs:11:1 output-yaml'),
  compose(
    'a word with another YAML 1.1 meaning',
    `      MORE: yes\n      y: 'x'\n      MODE: 010\n`,
    'mine/docker-compose.yml.hbs:11:13 output-text',
    'mine/docker-compose.yml.hbs:12:7 output-text',
    'mine/docker-compose.yml.hbs:13:13 output-text',
  ),
  compose(
    'an unknown Rancher label',
    `    labels:\n      io.rancher.container.pul_image: always\n      io.rancher.scheduler.affinity:host_label: 'a = b'\n`,
    'mine/docker-compose.yml.hbs:12:39 output-label',
    'mine/docker-compose.yml.hbs:13:49 output-label',
  ),

  schema(
    'an answer with the name of a helper',
    ...withAnswer('is'),
    'mine/answers.schema.json:45:5 schema-invalid',
  ),
  schema(
    'unsupported schema keywords',
    `    }\n  }`,
    `    }\n  },\n  "required": [\n    "words"\n  ],\n  "patternProperties": {}`,
    'mine/answers.schema.json:46:3 schema-invalid',
    'mine/answers.schema.json:49:3 schema-invalid',
  ),
  schema(
    'a misspelt annotation',
    '        "type": "password"',
    `        "type": "password",\n        "secert": true,\n        "ask": "nver"`,
    'mine/answers.schema.json:37:9 schema-invalid',
    'mine/answers.schema.json:38:9 schema-invalid',
  ),
  schema(
    'a rule that shows a secret',
    ...withRule('times > 0', '{token}'),
    'mine/answers.schema.json:52:18 schema-invalid',
  ),
  schema(
    'a schema with an unknown type',
    `      "description": "What is said | repeated.",\n      "type": "string",`,
    `      "description": "What is said | repeated.",\n      "type": "text",`,
    'mine/answers.schema.json:9:15 schema-invalid',
  ),
  schema(
    'a default that breaks its own rule',
    '      "default": 1',
    '      "default": 101',
    'mine/answers.schema.json:18:18 schema-default',
  ),
  schema(
    'an answer without a default',
    `      "maximum": 100,\n      "default": 1`,
    '      "maximum": 100',
    'mine/answers.schema.json:12:5 schema-invalid',
  ),
  schema(
    'a misspelt default',
    '      "default": 1',
    '      "defualt": 1',
    'mine/answers.schema.json:12:5 schema-invalid',
  ),
  schema(
    'an answer Rancher cannot interpolate',
    ...withAnswer('a-b'),
    'mine/answers.schema.json:45:5 schema-invalid',
  ),
  schema(
    'an open schema',
    `  "type": "object",\n  "additionalProperties": false,`,
    '  "type": "object",',
    'mine/answers.schema.json:1:1 schema-invalid',
  ),
  schema(
    'a rule that cannot be checked',
    ...withRule('times <= lines', 'm'),
    'mine/answers.schema.json:51:16 schema-invalid',
  ),
  schema(
    'a rule that is not a comparison',
    ...withRule('times <=', 'm'),
    'mine/answers.schema.json:51:16 schema-invalid',
  ),
  schema(
    'an unknown question type',
    '        "type": "password"',
    '        "type": "pasword"',
    'mine/answers.schema.json:36:9 schema-invalid',
  ),
  schema(
    'a condition on an unknown answer',
    '        "type": "password"',
    `        "type": "password",\n        "when": {\n          "tims": 1\n        }`,
    'mine/answers.schema.json:38:11 schema-invalid',
  ),
  {
    name: 'a schema that is not JSON',
    file: 'answers.schema.json',
    text: '{"type": "object",\n',
    found: ['mine/answers.schema.json:1:18 yaml-syntax'],
  },

  metadata(
    'promises about answers that there are not',
    'upgrade_from: any',
    `survival:
- {name: a, services: [echo], at_least: tmes + 1}
- {name: b, services: [echo], at_least: 'max(times'}
- {name: c, services: [echo], at_least: token}
- {name: d, services: [echo], at_least: words}
- {name: e, services: [echo], at_least: times > 1}
- {name: f, services: [echo], at_least: ratio * 3}
- {name: g, services: [echo], at_least: 1, when: {lod: true, loud: 'true', times: 1}}
`,
    'mine/blueprint.yml:9:41 survival-invalid',
    'mine/blueprint.yml:10:41 survival-invalid',
    'mine/blueprint.yml:11:41 survival-invalid',
    'mine/blueprint.yml:12:41 survival-invalid',
    'mine/blueprint.yml:13:41 survival-invalid',
    'mine/blueprint.yml:14:41 survival-invalid',
    'mine/blueprint.yml:15:51 survival-invalid',
    'mine/blueprint.yml:15:62 survival-invalid',
    'mine/blueprint.yml:15:76 survival-invalid',
  ),
  metadata(
    'promises about services that there are not',
    'upgrade_from: any',
    `survival:
- {name: a, services: [echo, ecco, other], at_least: 1}
`,
    'mine/blueprint.yml survival-invalid',
    'mine/blueprint.yml survival-invalid',
  ),
  metadata(
    'promises of another form',
    'upgrade_from: any',
    `survival:
- {name: 'a: b', services: [], atleast: 1}
- {name: b, services: [a b], at_least: 0, count: pods, when: {loud: [true]}}
`,
    'mine/blueprint.yml:9:3 missing-key',
    'mine/blueprint.yml:9:10 wrong-form',
    'mine/blueprint.yml:9:28 out-of-range',
    'mine/blueprint.yml:9:32 unknown-key',
    'mine/blueprint.yml:10:24 wrong-form',
    'mine/blueprint.yml:10:40 not-allowed',
    'mine/blueprint.yml:10:50 not-allowed',
    'mine/blueprint.yml:10:69 not-allowed',
  ),
  metadata(
    'unknown keys in blueprint.yml',
    'upgrade_from: any',
    `upgrade_from: any\ncategry: x`,
    'mine/blueprint.yml:9:1 unknown-key',
  ),
  metadata(
    'a missing key in blueprint.yml',
    'icon: icon.png\n',
    '',
    'mine/blueprint.yml:2:1 missing-key',
  ),
  metadata(
    'a range Rancher cannot read',
    'upgrade_from: any',
    `upgrade_from: '~>1'`,
    'mine/blueprint.yml:8:15 wrong-form',
  ),
  metadata(
    'a missing icon and schema',
    `schema: answers.schema.json\nicon: icon.png`,
    `schema: nope.json\nicon: icon2.png`,
    'mine/icon2.png file-missing',
    'mine/nope.json file-missing',
  ),
  {
    name: 'an icon in an unsupported format',
    file: 'icon.png',
    text: '<svg/>',
    found: ['mine/blueprint.yml icon-invalid'],
  },
];
