import { allDrills, allShardDrills } from '../../cluster/drills/all-drills.ts';
import { faultNames } from '../../cluster/storm/storm-fault.ts';
import { builtInBlueprints } from '../../files/built-in-blueprint.ts';
import { ruleCodes } from '../../lint/rule-list.ts';
import { allowable } from '../../publish/allowance.ts';
import { listQuestions } from '../entries/list-questions.ts';
import { readTopics } from '../explaining/topics.ts';

async function settingsOf(blueprint: string): Promise<string[]> {
  const { questions = [], neverAsked, chart } = await listQuestions(blueprint);
  const ofChart = [...(chart?.questions ?? []), ...(chart?.neverAsked ?? [])];
  const names = [
    ...questions.map(({ variable, answer }) => answer ?? variable),
    ...neverAsked.map(({ name }) => name),
    ...ofChart.map(({ answer }) => answer),
  ];
  return [...new Set(names)].map((name) => `${name}=`);
}

/** `key=` of every answer of a blueprint; of all built-in ones where none is named. */
async function settings(words: readonly string[]): Promise<readonly string[]> {
  const at = words.indexOf('--blueprint');
  const named = at === -1 ? undefined : words[at + 1];
  const blueprints = named === undefined ? builtInBlueprints() : [named];
  const all = await Promise.all(blueprints.map(settingsOf));
  return [...new Set(all.flat())].toSorted();
}

type Values = (words: readonly string[]) => readonly string[] | Promise<readonly string[]>;

const drills = () => [...allDrills(), ...allShardDrills()].map(({ name }) => name);

const ofOptions: Readonly<Record<string, Values>> = {
  set: settings,
  rule: () => ruleCodes,
  explain: () => ruleCodes,
  allow: () => allowable,
  faults: () => faultNames,
};

const ofArguments: Readonly<Record<string, Values>> = {
  explain: () => readTopics().map(({ name }) => name),
  questions: builtInBlueprints,
  'cluster drill': drills,
};

/**
 * The values of an option of a command, or of its arguments where no option is named; undefined where
 * they are paths, or anything.
 *
 * @param command the command: `generate`, `cluster drill`
 * @param option the long name of the option, without dashes
 * @param words the words of the command line after the command
 */
export async function completeValue(
  command: string,
  option: string | undefined,
  words: readonly string[],
): Promise<readonly string[] | undefined> {
  const values = option === undefined ? ofArguments[command] : ofOptions[option];
  return values?.(words);
}
