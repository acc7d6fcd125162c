import type { FindUnplaceable } from '../../src/lint/template-facts.ts';
import { proveUnplaceable } from '../../src/plan/prove-unplaceable.ts';
import { equalHosts } from '../../src/plan/read-hosts-file.ts';

/** What rules know of a number of hosts; undefined if it is not known. */
export const unplaceableOn = (hosts: number | undefined): FindUnplaceable | undefined =>
  hosts === undefined
    ? undefined
    : (launch, template) => proveUnplaceable(launch, equalHosts(hosts), template);
