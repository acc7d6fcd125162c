import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { entry } from './differences/difference.ts';
import { differences } from './differences/differences.ts';

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

// Entries on which an earlier release differed from Rancher, and what Rancher's programs made of them.
describe('is as Rancher is', () => {
  test.for(differences)('$name', async ({ files, runs }) => {
    const placed = Object.entries({ ...entry, ...files }).map(
      ([path, text]) => [`templates/x/${path}`, text] as const,
    );
    const folder = temporaryFolder(Object.fromEntries(placed));
    for (const { argv, code, prints } of runs) {
      const ran = await runCli(folder, argv);
      const printed = argv.includes('--yaml') ? ran.stdout : oneLine(ran.stdout + ran.stderr);
      for (const part of prints) expect(printed).toContain(part);
      expect([argv, ran.code]).toEqual([argv, code]);
    }
  });
});
