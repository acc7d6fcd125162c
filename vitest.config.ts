import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongFirst } from './test/support/long-first.ts';

const story = 'test/e2e/release-story.test.ts';
const classic = 'test/cluster/classic.test.ts';
const alone = ['test/e2e/interrupt.test.ts', 'test/e2e/publish-load.test.ts'];
const drills = ['drills', 'shard-drills', 'storm'].map(
  (name) => `test/cluster/${name}.timed.test.ts`,
);
const messages = 'test/support/compare-messages.ts';
const timed = 'test/{image,cluster}/**/*.timed.test.ts';

// Rancher's own catalog and the verdicts of its programs are not part of this repository. Where they
// are not beside it, tests of them do not exist; `npm test` prints that.
const corpus = existsSync(new URL('../shared/corpus', import.meta.url)) ? ['test/corpus/**'] : [];

type Project = TestProjectInlineConfiguration;

/** These keep the cores busy: they run together, one file per core. */
const busy: readonly Project[] = [
  {
    test: {
      name: 'program',
      include: ['test/**/*.test.ts'],
      exclude: ['e2e', 'image', 'cluster', 'corpus', 'kubernetes'].map((each) => `test/${each}/**`),
      setupFiles: messages,
      // Files share a process and its modules, which saves two fifths of the time.
      isolate: false,
      restoreMocks: true,
      unstubEnvs: true,
      testTimeout: 300_000,
      hookTimeout: 300_000,
    },
  },
  {
    test: {
      name: 'corpus',
      include: corpus.map((folder) => `${folder}/*.test.ts`),
      testTimeout: 300_000,
    },
  },
  {
    test: {
      name: 'story',
      include: [story],
      setupFiles: messages,
      testTimeout: 300_000,
      hookTimeout: 300_000,
    },
  },
  {
    test: {
      name: 'e2e',
      include: ['test/e2e/**/*.test.ts'],
      exclude: [story, ...alone],
      setupFiles: messages,
      testTimeout: 300_000,
      hookTimeout: 300_000,
    },
  },
];

/** Each of these runs when the one before has ended. */
const apart: readonly Project[] = [
  {
    // Moments of a run, and more processes than cores: one file after the other.
    test: {
      name: 'alone',
      include: alone,
      setupFiles: messages,
      testTimeout: 300_000,
      hookTimeout: 300_000,
      fileParallelism: false,
    },
  },
  {
    // Real servers, of which only states are checked: they often wait, so a few run side by side.
    // A test fails by the states that it waits for: its own time is far more than those waits together.
    test: {
      name: 'states',
      include: ['test/{image,cluster}/**/*.test.ts'],
      exclude: [timed, classic],
      globalSetup: 'test/support/engine-setup.ts',
      testTimeout: 300_000,
      hookTimeout: 300_000,
      maxWorkers: 4,
    },
  },
  {
    // Real servers and measured times: few files at once, and none while a time is measured again.
    test: {
      name: 'timed',
      include: [timed],
      exclude: drills,
      globalSetup: 'test/support/engine-setup.ts',
      setupFiles: 'test/support/turns.ts',
      testTimeout: 300_000,
      hookTimeout: 900_000,
      maxWorkers: 2,
    },
  },
  {
    // Charts on a real Kubernetes API server, which is built once per machine: `npm run test:kubernetes`.
    test: {
      name: 'kubernetes',
      include: ['test/kubernetes/*.test.ts'],
      globalSetup: 'test/support/kubernetes/control-plane-setup.ts',
      testTimeout: 300_000,
      hookTimeout: 300_000,
      fileParallelism: false,
    },
  },
  {
    // All drills, which one file runs side by side, then a storm; nothing else runs meanwhile.
    test: {
      name: 'drills',
      include: drills,
      globalSetup: 'test/support/engine-setup.ts',
      testTimeout: 300_000,
      fileParallelism: false,
    },
  },
  {
    // One real cluster and four faults: what a short run has in place of the three above.
    test: {
      name: 'classic',
      include: [classic],
      testTimeout: 300_000,
      hookTimeout: 300_000,
      fileParallelism: false,
    },
  },
];

/** Tests wait for states on machines that are busy; vitest's second is a measured time. */
const expectations = { poll: { timeout: 60_000 } };

const inGroup = (project: Project, groupOrder: number, more: Project['test'] = {}): Project => ({
  ...project,
  test: { expect: expectations, ...project.test, ...more, sequence: { groupOrder } },
});

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      // One worker more than vitest takes: it leaves a core to itself.
      ...busy.map((project) => inGroup(project, 0, { maxWorkers: availableParallelism() })),
      ...apart.map((project, index) => inGroup(project, index + 1)),
    ],
  },
});
