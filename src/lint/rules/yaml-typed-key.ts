import { mapsOf } from '../compose-file.ts';
import { quoteFix } from '../quote-fix.ts';
import { fileRule } from '../lint-rule.ts';

export const yamlTypedKey = fileRule({
  code: 'yaml-typed-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a key without quotes is no text to YAML',
  docs: `The YAML 1.1 that Rancher reads takes y, n, yes, no, on and off for true and false, and digits
for numbers, as keys too. In a service such a key makes Rancher crash at the launch. Put it in quotes.`,
  fixable: true,
  cause: true,
  *check({ file, text, read, origin }) {
    for (const { entries } of mapsOf(read.root)) {
      for (const { key } of entries.values()) {
        if (key.kind !== 'scalar' || key.type === 'str') continue;
        yield {
          at: { file, offset: key.offset, origin },
          message: `the key ${key.text} without quotes is ${names[key.type]} to Rancher`,
          hint: `write "${key.text}"`,
          fix: text === file.text ? quoteFix(file, key) : undefined,
        };
      }
    }
  },
});

const names = { bool: 'true or false', int: 'a number', float: 'a number', null: 'nothing' };
