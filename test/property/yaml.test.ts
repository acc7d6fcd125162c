import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSimpleYaml } from '../../src/source/read-simple-yaml.ts';
import { readByLibrary, readYaml } from '../../src/source/read-yaml.ts';
import { change, changes, docker, inside, rancher } from './changed-texts.ts';

const runs = process.env.CI === 'true' ? 3000 : 400;

describe('for any catalog', () => {
  test('a text is YAML or has a fault', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const text = change(docker.replaceAll(/\{\{.*?\}\}/g, ''), all);
        const { root, fault } = readYaml(text);
        expect(root === undefined || fault === undefined).toBe(true);
        expect(fault === undefined || inside(fault.offset, text)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('a simple text has the same nodes as with the library', () => {
    const plain = `${rancher}  # a comment\n\n  lists:\n  - a: [b, 'c', "d"]\n    e: |\n      f\n       g\n  - - -1\n`;
    const few = changes.map((all) => all.slice(0, 2));
    fc.assert(
      fc.property(few, fc.nat(plain.length), (all, from) => {
        const text = change(plain.slice(plain.lastIndexOf('\n', from) + 1), all);
        const simple = readSimpleYaml(text);
        fc.pre(simple !== undefined);
        expect(readByLibrary(text)).toEqual({ root: simple?.root, fault: undefined });
      }),
      { numRuns: runs },
    );
  });
});
