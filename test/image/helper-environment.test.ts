// What process 1 and its helper, a shell below it, read from the same environment.
import { expect, test } from 'vitest';
import { image } from './support/image-folder.ts';
import { shell } from './support/shell.ts';

// A shell passes a variable on with its value of now, if it was set when the shell started.
test.each([
  ['majority', '5', 'yes 3 5\n'],
  ['', '5', 'yes 3 5\n'],
  ['', '', 'yes 2 3\n'],
  ['2', '5', ' 2 5\n'],
  // How many sentinels there are is not known.
  ['4', '', ' 4 3\n'],
])(
  'the helper counts as process 1 does, with quorum=%j and sentinels=%j',
  (quorum, sentinels, counts) => {
    const parts = `for part in ${image}/lib/*.sh; do . "$part"; done; role=sentinel; read_environment`;
    const print = 'echo "$counts_majority $quorum $sentinels"';
    const { out } = shell(
      `read_environment; ${print}; setsid() { sh -c '${parts}; ${print}'; }; helper=watch; start_helper; wait`,
      { quorum, sentinels },
    );
    expect(out).toBe(counts.repeat(2));
  },
);
