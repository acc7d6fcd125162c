import type { CreatedService } from '../rancher/launch/created-services.ts';
import type { LaunchedFolder } from '../actions/entries/launch-folder.ts';
import { counted } from '../diagnostics/counted.ts';
import { formatTable } from '../terminal/table.ts';

function rowsOf({ name, scale, summary, sidekicks }: CreatedService): string[][] {
  const row = (shown: string, amount: string, { hc, image }: typeof summary) => [
    shown,
    amount,
    hc ? 'yes' : 'no',
    image === '' ? '(none)' : image,
  ];
  return [
    row(name, String(scale), summary),
    ...sidekicks.map((each) => row(`+ ${each.name}`, 'sidekick', each.summary)),
  ];
}

/** What Rancher does, in a sentence. */
function headOf({ launch, created, chosen }: LaunchedFolder): string {
  const sidekicks = created.flatMap((each) => each.sidekicks).length;
  const others = sidekicks > 0 ? ` with ${counted(sidekicks, 'sidekick')}` : '';
  const what = `${counted(created.length, 'service')}${others}`;
  const from = chosen === undefined ? '' : ` from ${chosen}`;
  const rejected = new Set(launch.apiErrors.map(({ service }) => service));
  if (rejected.size === 0) return `Rancher would create ${what}${from}:`;
  return `Rancher reads ${what}${from}, but its API rejects ${[...rejected].join(', ')}:`;
}

/** The services for people. */
export function formatLaunch(launched: LaunchedFolder, width: number): string {
  if (launched.launch.verdict !== 'accepted') return '';
  const rows = launched.created.flatMap(rowsOf);
  const head = ['SERVICE', 'SCALE', 'HEALTH CHECK', 'IMAGE'];
  return [headOf(launched), '', formatTable(head, rows, width), ''].join('\n');
}
