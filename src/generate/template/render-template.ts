import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import type { Answers } from '../../model/answers.ts';
import { RecentResults } from '../../source/recent-results.ts';
import { YamlRefusal } from '../../source/yaml-fault.ts';
import { distinct } from './compile-template.ts';
import { composeText, type ComposeFault } from './compose-text.ts';
import type { AskedTest, Frame } from './evaluate.ts';
import { expandTemplate, RenderFault } from './expand-template.ts';
import { findSlots, type Slots } from './find-slots.ts';
import { marker, splitMarkers, type MarkedText } from './marked-text.ts';
import type { At, TemplateProgram } from './template-node.ts';
import type { TemplateRole } from './template-role.ts';
import { hiddenInMarkdown, writeMarkdown, writePlain } from './write-value.ts';

/** A checked template. */
export interface Template {
  /** Its file in the version folder: `docker-compose.yml`. */
  readonly output: string;
  readonly role: TemplateRole;
  readonly program: TemplateProgram;
  /** The paths of the template and of the partials that `program.files` names. */
  readonly paths: readonly string[];
}

/** A file of a version, and where it comes from. */
export interface RenderedFile {
  /** `docker-compose.yml.tpl` if Rancher must process it as a template. */
  readonly name: string;
  readonly text: string;
  /** Where each line comes from. */
  readonly origins: readonly Place[];
  /** The conditions that only Rancher can decide. */
  readonly tests: readonly AskedTest[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Entries of one blueprint often have the same structure; their files differ in the values only. */
const known = new RecentResults<Slots>(1024 * 1024);

/** Makes comments of the markers that stand for whole lines, so that YAML does not take them for values. */
function withBlockLines({ text, marks }: MarkedText): string {
  return marks.reduce((written, mark, number) => {
    const isBlock = mark.kind === 'value' && mark.value.kind === 'block';
    if (!isBlock) return written;
    // Also in the first line, and in the last one without a line break.
    const alone = new RegExp(`(?<=^|\\n)${marker(number)}(?=\\n|$)`);
    return written.replace(alone, `#${marker(number)}`);
  }, text);
}

/** Where the line of an offset comes from. */
const placeIn = (text: string, offset: number, origins: readonly At[]): At =>
  origins[text.slice(0, offset).split('\n').length - 1] ?? [0, 1, 1];

class TemplateRendering {
  readonly #template: Template;

  constructor(template: Template) {
    this.#template = template;
  }

  #place([file, line, column]: At): Place {
    return { file: this.#template.paths[file] ?? '', line, column };
  }

  #diagnostic(
    { code, message, hint, at }: ComposeFault,
    severity: Diagnostic['severity'],
  ): Diagnostic {
    return {
      code,
      severity,
      message,
      at: this.#place(at),
      ...(hint === undefined ? {} : { hint }),
    };
  }

  render(frame: Frame, answers: Answers): RenderedFile {
    try {
      const marked = expandTemplate(this.#template.program.body, frame);
      return this.#write(marked, answers);
    } catch (error) {
      return this.#failed(error);
    }
  }

  #write(marked: MarkedText, answers: Answers): RenderedFile {
    const { output, role } = this.#template;
    if (role === 'compose' || role === 'yaml') return this.#compose(marked);
    const faults: ComposeFault[] = [];
    const parts = splitMarkers(marked.text).map((part) => {
      if (typeof part === 'string') return part;
      const mark = marked.marks[part];
      if (mark?.kind === 'literal') return mark.text;
      if (mark?.kind !== 'value') return '';
      const { value, isText, isSecret, at } = mark;
      if (role === 'markdown')
        return isSecret ? hiddenInMarkdown(value) : writeMarkdown(value, isText, answers);
      const text = writePlain(value);
      if (text !== undefined) return text;
      faults.push({
        code: 'template-asked',
        at,
        message: 'Rancher writes answers into compose files only',
      });
      return '';
    });
    return {
      name: output,
      text: parts.join(''),
      origins: marked.origins.map((at) => this.#place(at)),
      tests: [],
      diagnostics: faults.map((fault) => this.#diagnostic(fault, 'error')),
    };
  }

  #compose(marked: MarkedText): RenderedFile {
    const { output, role } = this.#template;
    const text = withBlockLines(marked);
    const slots = known.of(text, () => this.#slots(text, marked.origins));
    const isInterpolated = role === 'compose';
    if (isInterpolated && slots.secondDocument !== undefined) {
      throw new RenderFault(
        'output-yaml',
        'Rancher reads only the first document of a file, and a second one starts here',
        placeIn(text, slots.secondDocument, marked.origins),
        'write one document',
      );
    }
    const composed = composeText(marked, slots, { output, isInterpolated });
    const { origins, needsPass, tests, faults, warnings } = composed;
    const isTpl = needsPass && output === 'docker-compose.yml';
    return {
      name: isTpl ? `${output}.tpl` : output,
      text: composed.text,
      origins: origins.map((at) => this.#place(at)),
      tests,
      diagnostics: distinct([
        ...faults.map((fault) => this.#diagnostic(fault, 'error')),
        ...warnings.map((fault) => this.#diagnostic(fault, 'warning')),
      ]),
    };
  }

  #slots(text: string, origins: readonly At[]): Slots {
    try {
      return findSlots(text);
    } catch (error) {
      if (!(error instanceof YamlRefusal)) throw error;
      const { message, offset } = error.fault;
      const at = placeIn(text, offset, origins);
      const isTab = text[offset] === '\t';
      const hint = isTab ? 'write spaces in place of the tab' : 'correct the YAML of the template';
      throw new RenderFault('output-yaml', `this is not YAML: ${message}`, at, hint);
    }
  }

  #failed(error: unknown): RenderedFile {
    if (!(error instanceof RenderFault)) throw error;
    const diagnostics = [this.#diagnostic(error, 'error')];
    return { name: this.#template.output, text: '', origins: [], tests: [], diagnostics };
  }
}

/** Renders a template with values; what is wrong with them in their places is in the diagnostics. */
export function renderTemplate(template: Template, frame: Frame, answers: Answers): RenderedFile {
  return new TemplateRendering(template).render(frame, answers);
}
