import { describe, expect, it } from 'vitest';
import { helm, helmMajors } from '../support/helm.ts';

describe('the helm programs that charts are checked with', () => {
  it.each(helmMajors)('helm %i runs', (major) => {
    expect(helm(major, ['version', '--short']).stdout).toMatch(new RegExp(`^v${major}\\.`));
  });
});
