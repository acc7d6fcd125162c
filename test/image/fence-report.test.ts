// What a master learns from the sentinels about itself.
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/run-cli.ts';
import { shell } from './support/shell.ts';

const view = (rest: string) => `10.0.1.1 26379 ${rest}`;
const mine = (age: number, others = 2, flags = 'master', state = 'none') =>
  view(`h 1 1 ${others} 2 ${flags} ${state} ${age}`);

test.each([
  ['all are fresh', [mine(10), mine(20), mine(30)], 'yes yes yes yes no 3 2 3'],
  ['one is not', [mine(10), mine(20), mine(900)], 'yes yes no yes no 3 2 3'],
  [
    'one considers it down',
    [mine(10), mine(20), mine(10, 2, 'master,s_down')],
    'yes yes no yes no 3 2 3',
  ],
  ['only one is fresh', [mine(10), mine(700), mine(900)], 'yes no no yes no 3 2 3'],
  [
    'a failover begins',
    [mine(10), mine(10), mine(10, 2, 'master', 'wait_start')],
    'no no yes yes no 0 2 3',
  ],
  ['a minority answers', [mine(10)], 'no no yes no no 1 2 1'],
  ['the only one answers', [mine(10, 0)], 'yes yes yes yes no 1 2 1'],
  [
    'another is named',
    [view('g 1 2 2 2 master none 10'), view('g 1 2 2 2 master none 10')],
    'no no no no yes 0 0 2',
  ],
  [
    'one names another',
    [mine(10), mine(10), view('g 1 2 2 2 master none 10')],
    'yes yes no yes no 2 2 3',
  ],
  ['none answers', [], 'no no yes yes no 0 0 0'],
  ['it monitors nothing', ['10.0.1.1 26379 none'], 'no no yes yes no 0 0 0'],
] as const)('%s', (_, views, report) => {
  expect(
    shell(
      `printf '%s\\n' ${views.map((line) => `'${line}'`).join(' ')} | sentinel_report 'h 1' 500`,
    ).out,
  ).toBe(`${report}\n`);
});

type Report = readonly [at: number, replaced: string];

/** What counts after reports of another master at these hundredths of a second, the last one read at `now`. */
function replacedAfter(reports: readonly Report[], now: number): string {
  const steps = reports.map(([at, replaced], index) => {
    const readAt = index === reports.length - 1 ? now : at;
    return `report_at=${at} now=${readAt} replaced=${replaced}; confirm_replaced`;
  });
  return shell(`replaced_since=''; ${steps.join('; ')}; echo "[$replaced]"`).out.trim();
}

test.each([
  ['for a moment, as after its own promotion', [[100, 'yes']], 101, '[]'],
  [
    'for half a second',
    [
      [100, 'yes'],
      [150, 'yes'],
    ],
    151,
    '[]',
  ],
  [
    'for a second',
    [
      [100, 'yes'],
      [150, 'yes'],
      [200, 'yes'],
    ],
    201,
    '[yes]',
  ],
  [
    'with an interruption',
    [
      [100, 'yes'],
      [150, 'no'],
      [200, 'yes'],
    ],
    201,
    '[]',
  ],
  [
    'in an old report',
    [
      [100, 'yes'],
      [200, 'yes'],
    ],
    400,
    '[]',
  ],
] as const)('another master that is named %s', (_, reports, now, counts) => {
  expect(replacedAfter(reports, now)).toBe(counts);
});

test.each([
  ['yes', 0],
  ['no', 1],
] as const)(
  'the keeper reads from the report of the fence that another master is named: %s',
  (word, status) => {
    const folder = temporaryFolder({ '.report': `900 100 no no yes yes ${word} 1 2 3\n` });
    expect(shell('is_reported_replaced', { data_dir: folder }).status).toBe(status);
  },
);

/** Whether a second look has newer replies than the first, while one of three sentinels never answers. */
const asksAgain = (required: number): string =>
  shell(
    `sentinel_views() {
      printf '%s\\n' '${mine(10)}' '${mine(10)}'
      until [ -e "$data_dir/end" ]; do sleep 0.05; done
    }
    rm -f "$data_dir/end" "$data_dir/.report"
    held_at=0 heard_at='' required=${required} me='h 1'
    echo '10.0.1.1 26379' > "$data_dir/sentinels"
    look() {
      ask_sentinels
      sleep 0.6
      read_report
    }
    look
    first=$report_at
    look
    [ "$report_at" -gt "$first" ] && echo newer || echo the same
    : > "$data_dir/end"`,
    { data_dir: temporaryFolder({}) },
  ).out;

test('the sentinels that answer are asked again while another one does not', () => {
  expect(asksAgain(1)).toBe('newer\n');
});

test('during a hold, the reply of each sentinel is waited for', () => {
  expect(asksAgain(101)).toBe('the same\n');
});
