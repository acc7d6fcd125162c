import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogWithRelease } from './redis-catalog.ts';

/** A stack as the API of Rancher 1.6 gives it. */
export type StackJson = Readonly<Record<string, unknown>>;

/** A stack of version 0 of an entry, with the services that it has then. */
export function stackOf(
  environment: Readonly<Record<string, string>>,
  others: StackJson = {},
): StackJson {
  return {
    id: '1st7',
    type: 'stack',
    name: 'Cache',
    state: 'active',
    externalId: 'catalog://company:redis-sentinel:0',
    environment,
    dockerCompose: null,
    rancherCompose: null,
    services: {
      type: 'collection',
      data: [
        { type: 'service', name: 'redis-master', state: 'active', scale: 1 },
        { type: 'service', name: 'redis-slaves', state: 'active', scale: 2 },
        { type: 'service', name: 'redis-sentinels', state: 'active', scale: 3 },
      ],
    },
    ...others,
  };
}

/** A folder with the catalog of a release, and a stack of it. */
export async function stackWorld(stack: StackJson): Promise<string> {
  const folder = await catalogWithRelease();
  writeStack(folder, stack);
  return folder;
}

/** Writes a stack as stack.json. */
export function writeStack(folder: string, stack: unknown): void {
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack, undefined, 2));
}
