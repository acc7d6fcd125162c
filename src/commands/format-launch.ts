import { counted } from '../diagnostics/counted.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import { formatTable } from '../terminal/table.ts';

/** The services for people. `chosen` is the folder of the version, if it was not given. */
export function formatLaunch(launch: Launch, chosen: string | undefined, width: number): string {
  if (launch.verdict !== 'accepted') return '';
  const rows = Object.entries(launch.services ?? {}).map(([name, service]) => [
    name,
    service.scale === 0 ? '1' : String(service.scale),
    service.hc ? 'yes' : 'no',
    service.image === '' ? '(none)' : service.image,
  ]);
  const from = chosen === undefined ? '' : ` from ${chosen}`;
  const head = `Rancher would create ${counted(rows.length, 'service')}${from}:`;
  return [
    head,
    '',
    formatTable(['SERVICE', 'SCALE', 'HEALTH CHECK', 'IMAGE'], rows, width),
    '',
  ].join('\n');
}
