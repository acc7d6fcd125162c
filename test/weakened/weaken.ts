import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catcher, Protection } from './protections.ts';

/** Removes a protection from a file's text. Throws unless its edit matches exactly once and changes something. */
export function withoutProtection(text: string, { name, file, find, replace }: Protection): string {
  const parts = text.split(find);
  if (parts.length !== 2 || find === replace)
    throw new Error(`${name}: ${JSON.stringify(find)} occurs ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}

/** Copies the image to `folder`, without the protection. Returns the path of the start script. */
export function weakenedImage(image: string, folder: string, protection: Protection): string {
  cpSync(image, folder, { recursive: true });
  const file = join(folder, protection.file);
  writeFileSync(file, withoutProtection(readFileSync(file, 'utf8'), protection));
  return join(folder, 'start.sh');
}

/** A catcher in a few words. */
export function describeCatcher(catcher: Catcher): string {
  if ('drill' in catcher) return `drill ${catcher.drill}`;
  if ('storm' in catcher) {
    const more = (catcher.more ?? []).map((word) => ` ${word}`).join('');
    return `storm ${catcher.storm} --seed ${catcher.seed}${more}`;
  }
  return `${catcher.file}.test: ${catcher.test}`;
}
