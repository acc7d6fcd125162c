import { diffValues } from './diff-values.ts';
import { holds, jexlOf } from './condition.ts';
import { widgetOf, type FormQuestion, type Widget } from './form-question.ts';
import { keysOf, mergeValues, setValue, valueOf, type Values } from './value-path.ts';

/** A question that the form shows, in its tab. */
export interface ShownQuestion {
  readonly question: FormQuestion;
  readonly group: string;
}

const defaultGroup = 'Questions';

/** All questions, with those below others. */
const withSubquestions = (questions: readonly FormQuestion[]): FormQuestion[] =>
  questions.flatMap((each) => [each, ...withSubquestions(each.subquestions)]);

/** Far above what any form needs until defaults set each other no more. */
const mostRounds = 1000;

/**
 * The form of a chart as the dashboard of Rancher 2.8 to 2.15 has it (rancher/dashboard
 * shell/components/Questions): a copy of values.yaml, with the values of the release on top, that questions change.
 */
export class ChartForm {
  readonly questions: readonly FormQuestion[];
  readonly #chart: Values;
  readonly #values: Values;
  readonly #variables: ReadonlySet<string>;
  /** The component at each place. Vue keeps a component whose place has the same kind, and does not create it again. */
  #placed = new Map<string, Widget>();

  constructor(chart: Values, questions: readonly FormQuestion[], release: Values = {}) {
    this.questions = questions;
    this.#chart = chart;
    this.#values = structuredClone(mergeValues(chart, release));
    // The dashboard looks for variables of the first level only.
    this.#variables = new Set(questions.map(({ variable }) => variable));
    this.#settle();
  }

  /** All questions, also those that are not shown. */
  get all(): readonly FormQuestion[] {
    return withSubquestions(this.questions);
  }

  value(variable: string): unknown {
    return valueOf(this.#values, variable);
  }

  /** Sets a value as the component of a question does, or an edit of the YAML. */
  set(variable: string, value: unknown): void {
    setValue(this.#values, keysOf(variable), value);
    this.#settle();
  }

  /**
   * The questions that are shown, by tabs: a tab is where its name is first used, whatever its case. None if a
   * `show_if` that the form looks at is not text.
   */
  shown(): ShownQuestion[] {
    const tabs = new Map<string, ShownQuestion[]>();
    for (const shown of this.#inOrder(this.questions, undefined) ?? []) {
      const key = shown.group.trim().toLowerCase();
      const tab = tabs.get(key) ?? [];
      tabs.set(key, tab);
      tab.push({ ...shown, group: tab[0]?.group ?? shown.group });
    }
    return [...tabs.values()].flat();
  }

  /** All values of the form. */
  values(): Values {
    return structuredClone(this.#values);
  }

  /** What differs from the chart. */
  changes(): Values {
    return diffValues(this.#chart, this.values());
  }

  /** Undefined if the form fails at a `show_if`. */
  #inOrder(
    questions: readonly FormQuestion[],
    above: string | undefined,
  ): ShownQuestion[] | undefined {
    const inOrder: ShownQuestion[] = [];
    for (const question of questions) {
      const isShown = this.#isShown(question);
      if (isShown === undefined) return undefined;
      if (!isShown) continue;
      const group = question.group === undefined || question.group === '' ? above : question.group;
      inOrder.push({ question, group: group ?? defaultGroup });
      const { subquestions, subquestionsIf } = question;
      const withSub = subquestionsIf === undefined || this.#holds(subquestionsIf, question);
      const below = withSub ? this.#inOrder(subquestions, group) : [];
      if (!below) return undefined;
      inOrder.push(...below);
    }
    return inOrder;
  }

  #isShown(question: FormQuestion): boolean | undefined {
    const { if: given, showIf } = question;
    if (given === undefined && showIf !== undefined && typeof showIf !== 'string') return undefined;
    const expression = given ?? (typeof showIf === 'string' ? jexlOf(showIf) : '');
    return expression === '' || this.#holds(expression, question);
  }

  #holds(expression: string, { showIf }: FormQuestion): boolean {
    return holds(expression, { values: this.#values, variables: this.#variables, showIf });
  }

  /** The component at each place of the form, by tab and index. */
  #places(): Map<string, FormQuestion> {
    const tabs = new Map<string, FormQuestion[]>();
    for (const { question, group } of this.shown()) {
      tabs.set(group, [...(tabs.get(group) ?? []), question]);
    }
    return new Map(
      [...tabs.values()].flatMap((tab, first) =>
        tab.map((question, index): [string, FormQuestion] => [`${first}-${index}`, question]),
      ),
    );
  }

  /** Creates components until no default sets a value: each sets its default once, if there is no value. */
  #settle(): void {
    for (let round = 0; round < mostRounds; round += 1) {
      const places = this.#places();
      const created = [...places].filter(
        ([place, { type }]) => this.#placed.get(place) !== widgetOf(type),
      );
      this.#placed = new Map([...places].map(([place, { type }]) => [place, widgetOf(type)]));
      const changed = created.filter(([, question]) => this.#setDefault(question));
      if (changed.length === 0) return;
    }
  }

  #setDefault({ variable, type, default: given }: FormQuestion): boolean {
    if (given === undefined || this.value(variable) !== undefined) return false;
    const value = type === 'boolean' && typeof given === 'string' ? given === 'true' : given;
    setValue(this.#values, keysOf(variable), value);
    return this.value(variable) !== undefined;
  }
}
