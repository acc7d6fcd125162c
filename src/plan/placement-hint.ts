import type { PlacementReason } from './stack-plan.ts';

const hints: Readonly<Record<PlacementReason['kind'], string | undefined>> = {
  'no-host': 'add a host that fits, or change the rule, port or reservation that none fits',
  needs: 'remove the rule, or make it soft: container_label_soft',
  volume: 'give each container a volume of its own (per_container: true), or make the rule soft',
  'too-few-hosts': 'add hosts, lower the scale, or make the rule soft: container_label_soft_ne',
  capacity: 'add hosts, or lower the reservations or the scale',
  combination: 'relax one of these rules, or add hosts',
  order: 'let the service without a choice start first (depends_on of the others), or add hosts',
  'depends-on': undefined,
};

/** What to do about containers without a host; undefined if another service is the cause. */
export const placementHint = (kind: PlacementReason['kind']): string | undefined => hints[kind];
