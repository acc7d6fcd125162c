import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexCatalog } from '../../src/rancher/index-catalog.ts';
import { launchVersion } from '../../src/rancher/launch/launch-version.ts';
import { change, changes, config, docker, file, inside, rancher } from './changed-texts.ts';

const runs = process.env.CI === 'true' ? 3000 : 400;

describe('for any catalog', () => {
  test('a launch has a verdict, and a refusal has a location', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const texts = [change(docker, first), change(rancher, second)] as const;
        const launch = launchVersion(
          new Map([
            ['docker-compose.yml', file('docker-compose.yml', texts[0])],
            ['rancher-compose.yml', file('rancher-compose.yml', texts[1])],
          ]),
        );
        const { verdict, error, at } = launch;
        expect(['accepted', 'rejected', 'panic', 'not-launchable']).toContain(verdict);
        expect(error === null).toBe(verdict === 'accepted' || verdict === 'not-launchable');
        expect(at === undefined || inside(at.offset, at.file.text ?? '')).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('an index is built, and its errors have a location', () => {
    fc.assert(
      fc.property(changes, changes, fc.string({ maxLength: 4 }), (first, second, folder) => {
        const files = [
          file('templates/x/config.yml', change(config, first)),
          file('templates/x/0/rancher-compose.yml', change(rancher, second)),
          file(`templates/x/${folder}/docker-compose.yml`, docker),
          file(`${folder}/config.yml`, config),
        ];
        const { errors } = indexCatalog(files);
        for (const error of errors) expect(inside(error.offset, error.file.text ?? '')).toBe(true);
      }),
      { numRuns: runs },
    );
  });
});
