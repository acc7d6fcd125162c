import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, longest first: begun last, one of these would run alone at the end. */
const long = [
  // program, story, e2e
  'test/e2e/publish-killed.test.ts',
  'test/e2e/bundle-killed.test.ts',
  'test/e2e/release-story.test.ts',
  'test/examples/diagnostics.test.ts',
  'test/property/compose.test.ts',
  'test/e2e/package-nodes.test.ts',
  'test/property/render.test.ts',
  'test/property/rancher.test.ts',
  'test/property/yaml.test.ts',
  // states
  'test/image/workflows.test.ts',
  'test/cluster/docker.test.ts',
  'test/cluster/storm.test.ts',
  'test/cluster/package-nodes.test.ts',
  'test/image/lost-volume.test.ts',
  'test/image/memory.test.ts',
  'test/image/watch.test.ts',
  'test/cluster/up.test.ts',
  'test/image/no-loss.test.ts',
  'test/image/unloadable.test.ts',
  'test/image/departed.test.ts',
  'test/image/departed-scale.test.ts',
  'test/image/cold-start.test.ts',
  'test/image/restart.test.ts',
  'test/image/start.test.ts',
  'test/cluster/drills.test.ts',
  // timed
  'test/image/containers.timed.test.ts',
  'test/image/failover.timed.test.ts',
  'test/image/clients.timed.test.ts',
  'test/image/stop.timed.test.ts',
  'test/image/moments.timed.test.ts',
];

const rank = ({ moduleId }: TestSpecification) => {
  const found = long.findIndex((name) => moduleId.endsWith(`/${name}`));
  return found === -1 ? long.length : found;
};
const group = ({ project }: TestSpecification) => project.config.sequence.groupOrder;

/** In each group of projects the long files first, then the order of vitest. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => group(a) - group(b) || rank(a) - rank(b));
  }
}
