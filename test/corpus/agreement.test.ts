import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { measureOracle } from '../agreement/measure.ts';

const measures = (await measureOracle(fileURLToPath(new URL('../..', import.meta.url)))) ?? [];

describe("agreement with Rancher's own programs, on the catalog and its recorded verdicts", () => {
  test.each(measures)('$what', ({ differences }) => {
    expect(differences).toEqual([]);
  });

  test('the recorded verdicts are not empty', () => {
    expect(measures.length).toBeGreaterThan(0);
  });
});
