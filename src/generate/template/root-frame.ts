import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Answers, AnswerSpec } from '../../model/answers.ts';
import type { Frame } from './evaluate.ts';
import { expandTemplate, RenderFault } from './expand-template.ts';
import { splitMarkers, type MarkedText } from './marked-text.ts';
import type { TemplateProgram } from './template-node.ts';
import { failed, fixed, hasFailed, textOf, type TemplateValue } from './template-value.ts';

/** A computed answer, ready to be rendered. */
export interface Computed {
  readonly spec: AnswerSpec;
  readonly program: TemplateProgram;
  /** The path of the answers schema, for messages. */
  readonly path: string;
}

function joined(marked: MarkedText): TemplateValue {
  // What is made of a value that there is not has the same cause.
  if (marked.marks.some((mark) => mark.kind === 'value' && hasFailed(mark.value))) return failed;
  const parts = splitMarkers(marked.text).flatMap((part): (string | AnswerSpec)[] => {
    if (typeof part === 'string') return [part];
    const mark = marked.marks[part];
    if (mark?.kind === 'literal') return [mark.text];
    const value = mark?.kind === 'value' ? mark.value : undefined;
    if (value?.kind === 'asked') return [value.spec];
    if (value?.kind === 'joined') return [...value.parts];
    return value?.kind === 'fixed' ? [textOf(value.value)] : [];
  });
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length === parts.length ? fixed(texts.join('')) : { kind: 'joined', parts };
}

/** The values that all templates of an entry can use. */
export interface RootFrame {
  readonly frame: Frame;
  /** Why answers could not be computed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The texts of an entry, its answers, then what is computed from those. */
export function rootFrame(
  texts: Readonly<Record<string, TemplateValue>>,
  specs: ReadonlyMap<string, AnswerSpec>,
  answers: Answers,
  computed: readonly Computed[],
): RootFrame {
  const values = new Map(Object.entries(texts));
  for (const spec of specs.values()) {
    const { name } = spec;
    if (answers.asked.has(name)) values.set(name, { kind: 'asked', spec });
    else values.set(name, fixed(answers.fixed.get(name) ?? spec.default, spec));
  }
  const diagnostics: Diagnostic[] = [];
  for (const { spec, program, path } of computed) {
    const { name } = spec;
    try {
      values.set(name, joined(expandTemplate(program.body, { values }, 'value')));
    } catch (error) {
      if (!(error instanceof RenderFault)) throw error;
      values.set(name, failed);
      const { code, hint } = error;
      const message = `x-value of ${name}: ${error.message}`;
      diagnostics.push({ code, severity: 'error', message, at: { file: path }, hint });
    }
  }
  return { frame: { values }, diagnostics };
}
