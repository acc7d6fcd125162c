import { randomBytes } from 'node:crypto';
import { lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { writing } from './file-error.ts';

/** Replaces the text of a file that exists: a crash leaves the old one or the new one whole. */
export function replaceFile(path: string, text: string): void {
  writing(path, () => {
    // What a link leads to is replaced, not the link.
    const target = realpathSync(path);
    const draft = `${target}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      writeFileSync(draft, text, { mode: lstatSync(target).mode & 0o777, flag: 'wx', flush: true });
      renameSync(draft, target);
    } finally {
      rmSync(draft, { force: true });
    }
  });
}
