import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recommendedOptions } from '../../../src/redis/recommended-client.ts';

const root = join(import.meta.dirname, '../../..');
/** The text without what can differ between pages: spaces, parentheses and quotes. */
const bare = (text: string) => text.replaceAll(/[\s()'"]/g, '');

const options = Object.entries(
  recommendedOptions({ sentinels: [{ host: 's1', port: 1 }], masterName: 'mymaster' }),
).filter(([name]) => name !== 'sentinels');

test.for(['docs/clients.md', 'catalog/redis-sentinel/README.md.hbs'])(
  '%s has the options of the client in the drills',
  (path) => {
    const page = bare(readFileSync(join(root, path), 'utf8'));
    for (const [name, value] of options) {
      const text = typeof value === 'function' ? value.toString() : JSON.stringify(value);
      expect(page).toContain(bare(`${name}: ${text}`));
    }
  },
);
