// The licenses of the packages whose code the bundle contains: most require their text in every copy.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The innermost package folder of a path, such as `node_modules/yaml`. */
const packageFolder = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} is bundled and has no license file`);
  const text = readFileSync(path.join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** One text for all packages in metafiles of esbuild, sorted by name. */
export function bundledLicenses(root, metafiles) {
  const inputs = metafiles
    .flatMap((metafile) => Object.keys(metafile.inputs))
    .map((input) => input.replace(/^[a-z-]+:/, ''));
  const folders = new Set(inputs.map(packageFolder).filter(Boolean));
  return [...folders]
    .map((folder) => licenseOf(path.join(root, folder)))
    .sort((a, b) => (a < b ? -1 : 1))
    .join(`\n${'-'.repeat(80)}\n\n`);
}
