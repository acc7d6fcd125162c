import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'program',
          include: ['test/**/*.test.ts'],
          exclude: ['test/image/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Real servers and measured times: one file after the other, when nothing else runs.
        test: {
          name: 'image',
          include: ['test/image/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
