import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const story = 'test/e2e/release-story.test.ts';
const classic = 'test/cluster/classic.test.ts';
const timed = 'test/{image,cluster}/**/*.timed.test.ts';

// Rancher's own catalog and the verdicts of its programs are not part of this repository. Where they
// are not beside it, tests of them do not exist; `npm test` prints that.
const corpus = existsSync(new URL('../shared/corpus', import.meta.url)) ? ['test/corpus/**'] : [];

/** Projects run in this order, each when the one before has ended. */
const projects: readonly TestProjectInlineConfiguration[] = [
  {
    test: {
      name: 'program',
      include: ['test/**/*.test.ts'],
      exclude: ['test/e2e/**', 'test/image/**', 'test/cluster/**', 'test/corpus/**'],
      testTimeout: 30_000,
      hookTimeout: 60_000,
      // One more than vitest takes: it leaves a core to itself.
      maxWorkers: availableParallelism(),
    },
  },
  {
    test: {
      name: 'corpus',
      include: corpus.map((folder) => `${folder}/*.test.ts`),
      testTimeout: 30_000,
    },
  },
  {
    test: {
      name: 'story',
      include: [story],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  },
  {
    // Many processes at once, kills and faults: one file after the other.
    test: {
      name: 'e2e',
      include: ['test/e2e/**/*.test.ts'],
      exclude: [story],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      fileParallelism: false,
    },
  },
  {
    // Real servers, of which only states are checked: they mostly wait, so many run side by side.
    test: {
      name: 'states',
      include: ['test/{image,cluster}/**/*.test.ts'],
      exclude: [timed, classic],
      globalSetup: 'test/support/engine-setup.ts',
      testTimeout: 90_000,
      hookTimeout: 120_000,
      maxWorkers: 6,
    },
  },
  {
    // Real servers and measured times: one file after the other, when nothing else runs.
    test: {
      name: 'timed',
      include: [timed],
      globalSetup: 'test/support/engine-setup.ts',
      testTimeout: 120_000,
      hookTimeout: 900_000,
      fileParallelism: false,
    },
  },
  {
    // One real cluster and four faults: what stays of the two above in a short run.
    test: {
      name: 'classic',
      include: [classic],
      testTimeout: 300_000,
      hookTimeout: 120_000,
      fileParallelism: false,
    },
  },
];

export default defineConfig({
  test: {
    projects: projects.map((project, groupOrder) => ({
      ...project,
      test: { ...project.test, sequence: { groupOrder } },
    })),
  },
});
