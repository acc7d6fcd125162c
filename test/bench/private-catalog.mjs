// A catalog as companies keep them for themselves: many entries of a few forms, each released several
// times, with versions that differ in image tags and now and then in a line.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { factsOf, filesOf } from './private-forms.mjs';

const entries = 122;
/** Of each entry. */
const releases = 8;

export const privateVersions = entries * releases;

/** Writes the catalog below a folder. */
export function makePrivateCatalog(folder) {
  for (let index = 0; index < entries; index += 1) {
    const { name, tag } = factsOf(index, releases - 1);
    const template = path.join(folder, 'templates', name);
    mkdirSync(template, { recursive: true });
    writeFileSync(
      path.join(template, 'config.yml'),
      `name: ${name}\ndescription: The stack of ${name}\nversion: ${tag}\ncategory: Applications\nmaintainer: Operators\n`,
    );
    writeFileSync(
      path.join(template, `catalogIcon-${name}.svg`),
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    );
    for (let release = 0; release < releases; release += 1) {
      const facts = factsOf(index, release);
      const version = path.join(template, String(release));
      mkdirSync(version);
      const files = {
        'README.md': `# ${name} ${facts.tag}\n`,
        ...filesOf(facts),
      };
      for (const [file, text] of Object.entries(files))
        writeFileSync(path.join(version, file), text);
    }
  }
}
