import type { StackUnit } from './stack-unit.ts';

const failed = 'Allocation failed: ';

/** The error when no host gets as far as the constraints (AllocatorServiceImpl.java:410-453). */
export const noHostText = ({ requests }: StackUnit, hasScheduler: boolean): string =>
  hasScheduler
    ? `${failed}No healthy hosts meet the resource constraints: [${requests.join(', ')}]`
    : `${failed}No healthy hosts with sufficient resources available`;

/** The error with the constraints that the best host fails, by their texts. */
export function refusalText(
  { requests }: StackUnit,
  texts: readonly string[],
  hasScheduler: boolean,
): string {
  const first = requests.indexOf('instanceReservation: 1');
  const others = requests.filter((_request, index) => index !== first);
  const prefix =
    hasScheduler && others.length > 0
      ? `Host must satisfy resource constraints: [${others.join(', ')}]. `
      : '';
  return `${failed}${prefix}${texts.join(', ')}`;
}

/** Without a scheduler, Rancher's server compares ports itself. */
export const portsText = ({ ports }: StackUnit): string =>
  `host needs ports ${ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', ')} available`;
