import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { measureOwn } from './measure.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe("agreement with Rancher's own programs", () => {
  test.each(measureOwn(root))('$what', ({ differences }) => {
    expect(differences).toEqual([]);
  });
});
