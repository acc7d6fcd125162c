import { mapsOf, spotIn } from '../compose-file.ts';
import { quoteFix } from '../quote-fix.ts';
import { versionRule } from '../lint-rule.ts';

export const yamlTypedKey = versionRule({
  code: 'yaml-typed-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a key without quotes is not a string in YAML',
  docs: `In YAML 1.1, which Rancher reads, y, n, yes, no, on and off are true and false, and
digits are numbers, also as keys. Inside a key of a service, such as environment or labels, such a
key makes Rancher crash during the launch. Quote it. The names of services and volumes are taken as
they are written.`,
  fixable: true,
  cause: true,
  *check({ composeFiles }) {
    for (const file of composeFiles) {
      // Names of services and their keys are strings to Go; what is below them has any type
      // (executor config/merge.go, convertMap).
      const services = [file.raw?.services, file.raw?.containers].flatMap((part) =>
        part ? [...part.entries.values()].map(({ value }) => value) : [],
      );
      const values = services.flatMap((service) =>
        service.kind === 'map' ? [...service.entries.values()].map(({ value }) => value) : [],
      );
      for (const { key } of values.flatMap((value) =>
        mapsOf(value).flatMap(({ entries }) => [...entries.values()]),
      )) {
        if (key.kind !== 'scalar' || key.type === 'str') continue;
        yield {
          at: spotIn(file, key),
          message: `without quotes, Rancher reads the key ${key.text} as ${names[key.type]}`,
          hint: `write "${key.text}"`,
          fix: file.text === file.file.text ? quoteFix(file.file, key) : undefined,
        };
      }
    }
  },
});

const names = { bool: 'true or false', int: 'a number', float: 'a number', null: 'null' };
