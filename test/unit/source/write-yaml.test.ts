import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { writeYaml } from '../../../src/source/write-yaml.ts';

test.for([' \n', '\n', '  ', 'a\n  b\n', '  a\n', '010', 'yes', 'E0', 3, null])(
  '%j comes back as it is',
  (value) => {
    expect(parse(writeYaml({ value }), { version: '1.1' })).toEqual({ value });
  },
);
