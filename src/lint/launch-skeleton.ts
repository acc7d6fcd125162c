import type { VersionFacts } from './version-facts.ts';

// A name that is a string whatever its letters are, so that Rancher takes any other one as well.
const image = /^(\s+image:\s*)["']?[A-Za-z][\w./-]*[:/][\w.:/-]*\w["']?\s*$/gm;

/** The same in a variable of a template: `{{- $image := "nginx:1.13" }}`. */
const assigned = /(:=\s*)"[A-Za-z][\w./-]*[:/][\w.:/-]*\w"/g;

/** Values of the environment in quotes: `BUILD: '17'`. */
const quoted = /^(\s+[A-Z][A-Z0-9_]*: )(?:'[^'$\n{]*'|"[^"$\\\n{]*")$/gm;

// The block and its questions: keys of the first column end it.
const block = /^\.?catalog:[ \t]*\n(?:(?:[ \t#].*)?\n)*/m;

const withoutBlock = (text: string) => {
  const found = block.exec(text)?.[0];
  // Anchors and template actions have an effect on what is below.
  return found === undefined || /[&*]|\{\{/.test(found) ? text : text.replace(found, '');
};

/**
 * What decides whether Rancher launches a version, as a text: its compose files without what differs
 * from version to version and is accepted anyway, names of images and the catalog block.
 */
export const launchSkeleton = ({ composeFiles, version }: VersionFacts): readonly string[] => {
  const texts = composeFiles.map(({ file: { text = '' }, role }) =>
    (role === 'rancher-compose.yml' ? withoutBlock(text) : text)
      .replaceAll(image, '$1')
      .replaceAll(assigned, '$1')
      .replaceAll(quoted, '$1'),
  );
  const isVersioned = texts.some((text) => text.includes('Version'));
  return isVersioned ? [...texts, version.block.version] : texts;
};
