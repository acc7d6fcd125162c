import { child, type YamlNode } from '../source/yaml-node.ts';
import type { IndexedTemplate, IndexedVersion } from '../rancher/indexed-template.ts';
import { isLaterVersion } from '../rancher/versions.ts';
import { KeptWith } from '../source/kept-with.ts';
import { exposedVariables } from './exposed-variables.ts';
import { trialOf } from './choice-trial.ts';
import { launchSkeleton } from './launch-skeleton.ts';
import { refusalWith } from './launch-with.ts';
import type { TemplateFacts } from './template-facts.ts';
import type { AskedQuestion, VersionFacts } from './version-facts.ts';

/** An answer that the form offers, other than the one that it sends by default. */
export interface Choice {
  readonly asked: AskedQuestion;
  readonly value: string;
}

/** A choice, or two, that Rancher refuses. */
export interface RefusedChoice {
  readonly choices: readonly Choice[];
  /** Rancher's words. */
  readonly words: string;
}

interface RefusedChoices {
  readonly refused: readonly RefusedChoice[];
  /** How many pairs were not tried. */
  readonly untried: number;
}

interface Tried {
  /** Indices of the choices that are refused. */
  readonly refused: readonly (readonly number[])[];
  /** How many pairs were left out. */
  readonly untried: number;
}

/** How many pairs of choices are tried for one version. */
export const pairLimit = 200;

/** Where an option of an enum is written; the question otherwise. */
export function choiceNode({ asked: { node, question }, value }: Choice): YamlNode | undefined {
  const options = child(node, 'options');
  const index = question.type === 'enum' ? question.options.indexOf(value) : -1;
  const option = options?.kind === 'list' ? options.items[index] : undefined;
  return option ?? child(node, 'variable');
}

const optionsOf = ({ question: { type, options } }: AskedQuestion): readonly string[] => {
  if (type === 'boolean') return ['true', 'false'];
  return type === 'enum' ? [...new Set(options)] : [];
};

/** The choices that can make a difference to a launch. */
function choicesOf(facts: VersionFacts): Choice[] {
  const { launchedElsewhere } = facts.of.options;
  const asked = facts.questions.filter(
    (each) => optionsOf(each).length > 0 && !launchedElsewhere?.has(each.question.variable),
  );
  if (asked.length === 0) return [];
  const exposed = exposedVariables(facts);
  const inTemplate = new Set(facts.uses.inTemplate.map(({ name }) => name));
  return asked
    .filter(({ question: { variable } }) =>
      facts.uses.dynamic ? true : exposed.has(variable) || inTemplate.has(variable),
    )
    .flatMap((each) =>
      optionsOf(each)
        .filter((value) => value !== facts.answers.get(each.question.variable))
        .map((value) => ({ asked: each, value })),
    );
}

const answersFor = (choices: readonly Choice[]) =>
  new Map(choices.map(({ asked, value }) => [asked.question.variable, value]));

function tryChoices(facts: VersionFacts, choices: readonly Choice[]): Tried {
  const trial = trialOf(facts);
  const refused: number[][] = [];
  const answers = choices.map((choice) => answersFor([choice]));
  const alone = answers.map((set) => trial.outcome(set).words === undefined);
  for (const [index, launches] of alone.entries()) if (!launches) refused.push([index]);
  const pairs = isOffered(facts) ? pairsOf(choices) : [];
  let [tried, untried] = [0, 0];
  for (const [first, second] of pairs) {
    const [a, b] = [answers[first], answers[second]];
    if (!a || !b || !alone[first] || !alone[second] || trial.areApart(a, b)) continue;
    if (tried === pairLimit) untried += 1;
    else {
      tried += 1;
      if (trial.outcome(new Map([...a, ...b])).words !== undefined) refused.push([first, second]);
    }
  }
  return { refused, untried };
}

/** Indices of answers to two questions. */
const pairsOf = (choices: readonly Choice[]) =>
  choices.flatMap((one, first) =>
    choices.flatMap((other, second) =>
      first < second && one.asked !== other.asked ? [[first, second] as const] : [],
    ),
  );

/** Whether a version is the one that the form shows first, or the newest: those that can still be changed. */
export function isOffered({ version, of: { template } }: VersionFacts): boolean {
  const newest = newestOf.get(template) ?? newestVersion(template);
  newestOf.set(template, newest);
  return version.id === template.defaultTemplateVersionId || version === newest;
}

const newestOf = new KeptWith<IndexedTemplate, IndexedVersion | undefined>();

function newestVersion({ versions }: IndexedTemplate): IndexedVersion | undefined {
  let [newest] = versions;
  for (const each of versions) {
    if (newest && isLaterVersion(each.version, newest.version)) newest = each;
  }
  return newest;
}

/** Results for the last few versions of a template, which differ in little from each other. */
const known = new KeptWith<TemplateFacts, Map<string, Tried>>();
const results = new KeptWith<VersionFacts, RefusedChoices>();
const keptResults = 16;

function triedOf(facts: VersionFacts, choices: readonly Choice[]): Tried {
  const recent = known.of(facts.of, () => new Map<string, Tried>());
  const key = JSON.stringify([
    launchSkeleton(facts),
    [...facts.answers],
    choices.map(nameOf),
    isOffered(facts),
  ]);
  const tried = recent.get(key) ?? tryChoices(facts, choices);
  recent.delete(key);
  recent.set(key, tried);
  for (const old of [...recent.keys()].slice(0, -keptResults)) recent.delete(old);
  return tried;
}

/** The choices of a version that Rancher refuses though it accepts the default answers. */
export function refusedChoices(facts: VersionFacts): RefusedChoices {
  return results.of(facts, resultOf);
}

function resultOf(facts: VersionFacts): RefusedChoices {
  const choices = facts.launch.verdict === 'accepted' ? choicesOf(facts) : [];
  if (choices.length === 0) return { refused: [], untried: 0 };
  const tried = triedOf(facts, choices);
  const refused = tried.refused.flatMap((indices): RefusedChoice[] => {
    const these = indices.flatMap((index) => choices[index] ?? []);
    const words = refusalWith(facts, answersFor(these));
    return words === undefined ? [] : [{ choices: these, words }];
  });
  return { refused, untried: tried.untried };
}

const nameOf = ({ asked, value }: Choice) => [asked.question.variable, value];
