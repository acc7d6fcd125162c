import { skipsTemplate } from '../rancher/launch/render-text.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { YamlFile } from './found.ts';
import type { TemplateFacts } from './template-facts.ts';
import type { VersionFacts } from './version-facts.ts';

function asWritten(file: CatalogFile | undefined, facts: TemplateFacts): YamlFile[] {
  if (file?.text === undefined || file.text === '' || file.notUtf8) return [];
  return [{ file, text: file.text, read: facts.read(file.text), origin: (offset) => offset }];
}

/** The YAML files that Rancher reads without a template pass: config.yml, and those that it could not read. */
export function templateYaml(facts: TemplateFacts): YamlFile[] {
  const broken = facts.template.versions
    .concat(facts.template.dropped)
    .filter(({ error }) => error !== undefined)
    .map(({ files }) => files.get('rancher-compose.yml'));
  return [...facts.template.configFiles, ...broken].flatMap((file) => asWritten(file, facts));
}

/** The compose files of a version as they are launched, and the file that the index reads instead. */
export function versionYaml({ composeFiles, version, of }: VersionFacts): YamlFile[] {
  const launched = composeFiles
    .filter(({ launched: { rendered } }) => !rendered.fault)
    .map(({ file, text, read, launched: { rendered } }) => ({
      file,
      text,
      read,
      origin: rendered.origin,
    }));
  const read = new Set(composeFiles.map(({ file }) => file));
  const plain = version.files.get('rancher-compose.yml');
  const isLaunched = plain === undefined || read.has(plain);
  const isTemplate = plain?.text?.includes('{{') === true && !skipsTemplate(plain.text);
  return isLaunched || isTemplate ? launched : [...launched, ...asWritten(plain, of)];
}
