import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { measureOracle, measureOwn } from './measure.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const oracle = await measureOracle(root);

describe("agreement with Rancher's own programs", () => {
  test.each([...measureOwn(root), ...(oracle ?? [])])('$what', ({ differences }) => {
    expect(differences).toEqual([]);
  });

  test.skipIf(oracle === undefined)("Rancher's verdicts at ../shared are measured", () => {
    expect(oracle?.length).toBeGreaterThan(0);
  });
});
