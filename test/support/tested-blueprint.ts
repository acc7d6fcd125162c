import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.ts';
import { temporaryFolder } from './run-cli.ts';

/** A folder with the blueprint of a starter, and these cases as its only test file. */
export function blueprintWith(cases: string, kind = 'web'): string {
  const folder = temporaryFolder();
  cpSync(join(root, 'catalog/starters', kind), folder, { recursive: true });
  writeFileSync(join(folder, `tests/${kind}.yml`), cases);
  return folder;
}

/** The same with one case, x, which has these keys. */
export const testOf = (body: string, kind?: string) =>
  blueprintWith(`cases:\n- name: x\n${body}`, kind);
