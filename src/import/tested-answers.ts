import { branchesOf, type BranchAnswer } from '../model/branches.ts';
import type { CatalogQuestion } from '../rancher/catalog-question.ts';
import { pickFile, type VersionFiles } from '../rancher/launch/launch-version.ts';
import { skipsTemplate } from '../rancher/launch/render-text.ts';
import { parseTemplate } from '../rancher/template/parse-template.ts';
import { functionNames } from '../rancher/template/rancher-functions.ts';
import type {
  GoTemplate,
  Operand,
  Pipeline,
  TemplateNode,
} from '../rancher/template/template-node.ts';

/** Texts that conditions compare with an answer, by variable. Answers that are only tested for a text have none. */
type TestedAnswers = ReadonlyMap<string, ReadonlySet<string>>;

/** The names and literals that one comparison has. */
interface Comparison {
  readonly names: Set<string>;
  readonly texts: Set<string>;
}

const none = (): Comparison => ({ names: new Set(), texts: new Set() });

function addTo(all: Comparison, { names, texts }: Comparison): void {
  for (const name of names) all.names.add(name);
  for (const text of texts) all.texts.add(text);
}

/** Functions whose operands are conditions of their own. */
const logic = new Set(['and', 'or', 'not']);

/** Functions of a printed value that choose what is printed; others, such as `replace`, only change it. */
const choosing = new Set(
  'eq ne lt le gt ge and or not empty default coalesce ternary contains hasPrefix hasSuffix'.split(
    ' ',
  ),
);

const isChoice = ({ commands }: Pipeline) =>
  commands.some(({ operands: [head] }) => head?.kind === 'function' && choosing.has(head.name));

/** Finds what conditions compare. A comparison that names no answer, such as one of `.` or `$x`, is about all of them. */
class ConditionWalk {
  readonly comparisons: Comparison[] = [];
  /** What variables stand for. */
  readonly #declared = new Map<string, Comparison>();

  nodes(nodes: readonly TemplateNode[]): void {
    for (const node of nodes) this.#node(node);
  }

  #node(node: TemplateNode): void {
    if (node.kind === 'action') this.#action(node.pipeline);
    else if (node.kind === 'if' || node.kind === 'with' || node.kind === 'range') {
      this.#condition(node.pipeline);
      this.nodes(node.body);
      this.nodes(node.otherwise);
    }
  }

  #action(pipeline: Pipeline): void {
    this.#declare(pipeline, this.#collect(pipeline));
    if (isChoice(pipeline)) this.#condition(pipeline);
  }

  #condition(pipeline: Pipeline): void {
    const found = this.#collect(pipeline);
    this.comparisons.push(found);
    this.#declare(pipeline, found);
  }

  #declare({ variables }: Pipeline, found: Comparison): void {
    for (const name of variables) {
      const known = this.#declared.get(name) ?? none();
      addTo(known, found);
      this.#declared.set(name, known);
    }
  }

  #collect({ commands }: Pipeline): Comparison {
    const found = none();
    for (const { operands } of commands) {
      const [head] = operands;
      const isLogic = head?.kind === 'function' && logic.has(head.name);
      for (const operand of operands) {
        if (isLogic && operand.kind === 'pipeline') this.#condition(operand.pipeline);
        else this.#operand(operand, found);
      }
    }
    return found;
  }

  #operand(operand: Operand, found: Comparison): void {
    if (operand.kind === 'string') found.texts.add(operand.value);
    else if (operand.kind === 'number' || operand.kind === 'bool') {
      found.texts.add(String(operand.value));
    } else if (operand.kind === 'pipeline') {
      addTo(found, this.#collect(operand.pipeline));
    } else if (operand.kind === 'chain') {
      this.#operand(operand.of, found);
      for (const name of operand.names) found.names.add(name);
    } else if (operand.kind === 'field' || operand.kind === 'variable') {
      for (const name of operand.names) found.names.add(name);
      if (operand.kind === 'variable') addTo(found, this.#declared.get(operand.name) ?? none());
    }
  }
}

/** The templates of the files that Rancher launches. */
function templatesOf(files: VersionFiles): GoTemplate[] {
  return (['docker-compose.yml', 'rancher-compose.yml'] as const).flatMap((role) => {
    const { text } = pickFile(files, role) ?? {};
    if (text === undefined || skipsTemplate(text) || !text.includes('{{')) return [];
    const read = parseTemplate(text, functionNames);
    return 'fault' in read ? [] : [read.template];
  });
}

/** What the conditions of some versions compare the answers to questions with. */
export function testedAnswers(
  versions: readonly VersionFiles[],
  questions: readonly CatalogQuestion[],
): TestedAnswers {
  const walk = new ConditionWalk();
  for (const { nodes, defined } of versions.flatMap(templatesOf)) {
    for (const each of [nodes, ...defined.values()]) walk.nodes(each);
  }
  const variables = new Set(questions.map(({ variable }) => variable));
  // `index .Values "x"` has the name as a text.
  const about = ({ names, texts }: Comparison) =>
    [...names, ...texts].filter((name) => variables.has(name));
  const all = new Set(walk.comparisons.flatMap(about));
  const tested = new Map<string, Set<string>>();
  for (const comparison of walk.comparisons) {
    const own = about(comparison);
    for (const name of own.length > 0 ? own : all) {
      const texts = tested.get(name) ?? new Set<string>();
      for (const text of comparison.texts) texts.add(text);
      tested.set(name, texts);
    }
  }
  return tested;
}

/** What a user can choose or write: a boolean is never empty, an enum is one of its options. */
function branchAnswer(
  { variable, type, options, default: value }: CatalogQuestion,
  texts: ReadonlySet<string>,
): BranchAnswer {
  const isBoolean = type === 'boolean';
  const isClosed = isBoolean || options.length > 0;
  const values = new Set([...texts, ...(isBoolean ? ['true', 'false'] : isClosed ? [] : [''])]);
  const other = [value, ...options, ...(isClosed ? [] : ['other'])].find(
    (each) => !values.has(each),
  );
  return { variable, values: [...values, ...(other === undefined ? [] : [other])] };
}

/** Answers for each branch that the conditions of some versions have; other answers are left out. */
export function branchSets(
  questions: readonly CatalogQuestion[],
  tested: TestedAnswers,
): ReadonlyMap<string, string>[] {
  // Of two questions with one variable, the last counts, as in a launch.
  const last = new Map(questions.map((question) => [question.variable, question]));
  const answers = [...last.values()].flatMap((question) => {
    const texts = tested.get(question.variable);
    return texts ? [branchAnswer(question, texts)] : [];
  });
  return answers.length === 0 ? [] : branchesOf(answers);
}
