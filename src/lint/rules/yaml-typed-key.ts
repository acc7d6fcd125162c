import { mapsOf } from '../compose-file.ts';
import { quoteFix } from '../quote-fix.ts';
import { fileRule } from '../lint-rule.ts';

export const yamlTypedKey = fileRule({
  code: 'yaml-typed-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a key without quotes is not a string in YAML',
  docs: `In YAML 1.1, which Rancher reads, y, n, yes, no, on and off are true and false, and
digits are numbers, also as keys. In a service, such a key makes Rancher crash during the launch.
Quote it.`,
  fixable: true,
  cause: true,
  *check({ file, text, read, origin }) {
    for (const { entries } of mapsOf(read.root)) {
      for (const { key } of entries.values()) {
        if (key.kind !== 'scalar' || key.type === 'str') continue;
        yield {
          at: { file, offset: key.offset, origin },
          message: `without quotes, Rancher reads the key ${key.text} as ${names[key.type]}`,
          hint: `write "${key.text}"`,
          fix: text === file.text ? quoteFix(file, key) : undefined,
        };
      }
    }
  },
});

const names = { bool: 'true or false', int: 'a number', float: 'a number', null: 'null' };
