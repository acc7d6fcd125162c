import { textAt, type FileTree } from '../model/file-tree.ts';
import { parseVersionRange } from '../rancher/semver-range.ts';
import { cause, sortCauses, type Cause } from './cause.ts';
import { defaultsOf, readComposeFiles, type ComposeFiles } from './compose-files.ts';
import { questionCauses, valueText } from './question-causes.ts';
import { serviceCauses } from './service-causes.ts';

const compared = new Set(['docker-compose.yml', 'rancher-compose.yml']);

/** Choices of users that are compared, beside the defaults. */
const mostChoices = 64;

const majorOf = (version: string) => version.split('.')[0];

/** A change of the range of upgrades that does not come from the version alone. */
function upgradeCauses(before: ComposeFiles, after: ComposeFiles): Cause[] {
  const isSame = before.upgradeFrom === after.upgradeFrom;
  if (isSame || majorOf(before.version) !== majorOf(after.version)) return [];
  const [old, fresh] = [before.upgradeFrom || 'any version', after.upgradeFrom || 'any version'];
  const message = `upgrades are offered from ${fresh}, in place of ${old}`;
  return [cause('upgrades-changed', 'upgrade_from', message)];
}

/** What Rancher offers stacks of the released version if the new one is a major release. */
function offerTo(before: ComposeFiles, after: ComposeFiles): string {
  const major = majorOf(before.version) ?? '';
  if (!/^\d+$/.test(major)) return '';
  // Before `release auto` the new version has the old number, whose range is of its major version.
  const isNext = majorOf(after.version) !== major;
  const range = isNext ? parseVersionRange(after.upgradeFrom) : undefined;
  const isOffered = after.upgradeFrom === '' || range?.(before.version) === true;
  return isOffered
    ? `, and stacks on ${major}.x are offered the upgrade`
    : `, and stacks on ${major}.x are offered later ${major}.x versions only`;
}

/** The choices of a question that a template pass depends on, other than the default. */
function choicesIn(released: FileTree, { questions }: ComposeFiles): [string, string][] {
  const texts = [...compared]
    .flatMap((path) => [textAt(released, path), textAt(released, `${path}.tpl`)])
    .join('\n');
  const read = new Set([...texts.matchAll(/\.Values\.(\w+)/g)].map(([, name]) => name));
  return [...questions]
    .filter(([variable]) => read.has(variable))
    .flatMap(([variable, question]) => {
      const options = question.type === 'boolean' ? ['true', 'false'] : question.options;
      const values = Array.isArray(options) ? options.map(String) : [];
      return values
        .filter((value) => value !== valueText(question.default))
        .map((value): [string, string] => [variable, value]);
    })
    .slice(0, mostChoices);
}

/** Changes of services for stacks that were launched with another choice than the default. */
function choiceCauses(released: FileTree, fresh: FileTree, before: ComposeFiles): Cause[] {
  return choicesIn(released, before).flatMap(([variable, value]) => {
    const answers = new Map([...defaultsOf(before.questions), [variable, value]]);
    const causes = serviceCauses(
      readComposeFiles(released, answers),
      readComposeFiles(fresh, answers),
    );
    return causes.map((each) => ({
      ...each,
      message: `${each.message} (in stacks with ${variable}=${JSON.stringify(value)})`,
    }));
  });
}

/** Causes of choices that the default answers do not have. */
function withoutKnown(choices: readonly Cause[], known: readonly Cause[]): Cause[] {
  const found = new Set(known.map(({ kind, subject }) => `${kind} ${subject}`));
  return choices.filter(({ kind, subject }) => {
    const key = `${kind} ${subject}`;
    const isNew = !found.has(key);
    found.add(key);
    return isNew;
  });
}

/**
 * What changes from a released version to a new one, largest bump first. It reads their files only,
 * so it works for any entry, including third-party ones. Omit files that the program maintains.
 */
export function analyseChange(released: FileTree, fresh: FileTree): Cause[] {
  const before = readComposeFiles(released);
  const after = readComposeFiles(fresh, defaultsOf(before.questions));
  const paths = [...new Set([...released.keys(), ...fresh.keys()])].sort();
  const others = paths
    .filter((path) => !compared.has(path) && textAt(released, path) !== textAt(fresh, path))
    .map((path) => {
      const word = released.has(path) ? (fresh.has(path) ? 'changed' : 'removed') : 'added';
      return cause('file-changed', path, `${path} ${word}`);
    });
  const services = serviceCauses(before, after);
  return sortCauses([
    ...questionCauses(before.questions, after.questions, offerTo(before, after)),
    ...services,
    ...withoutKnown(choiceCauses(released, fresh, before), services),
    ...upgradeCauses(before, after),
    ...others,
  ]);
}
