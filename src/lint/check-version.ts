import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { textAt, type FileTree } from '../model/file-tree.ts';
import { isMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { LabelProblem } from '../rancher/label-problem.ts';
import { checkLabel } from '../rancher/check-label.ts';
import { parseSource } from '../source/parse-source.ts';
import type { Source } from '../source/source.ts';
import { changesInYaml11, isOtherIn11 } from '../source/yaml-11.ts';
import { cachedReader } from '../source/cached-reader.ts';
import type { YamlNode } from '../source/yaml-node.ts';
import { parseInterpolation } from '../rancher/launch/interpolator.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import { indexCatalog } from '../rancher/index-catalog.ts';
import { placeAt } from '../source/place-at.ts';
import { lintVersion } from './lint-template.ts';

/** The sections whose string values Rancher interpolates (rancher-compose-executor config/merge.go). */
const interpolated = ['services', 'containers', 'volumes', 'networks'];

const composeNames = ['docker-compose.yml', 'rancher-compose.yml'];

function checkBraces(text: string, file: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const lines = text.split('\n');
  if (!/^# ?notemplating/.test(text)) {
    diagnostics.push({
      code: 'output-braces',
      severity: 'error',
      message:
        'the first line is not "# notemplating", so Rancher takes the file for a Go template',
      at: { file, line: 1, column: 1 },
    });
  }
  for (const [index, line] of lines.entries()) {
    const column = line.indexOf('{{') + 1;
    if (column > 0) {
      diagnostics.push({
        code: 'output-braces',
        severity: 'error',
        message: '{{ is left in the file; older Ranchers run it as a Go template',
        at: { file, line: index + 1, column },
      });
    }
  }
  return diagnostics;
}

interface Leaf {
  readonly pointer: Pointer;
  readonly value: unknown;
}

/** Where a variable is used; its line is only looked for when there is something to say. */
interface Use {
  readonly source: Source;
  readonly pointer: Pointer;
}

function* leaves(value: unknown, pointer: Pointer): Generator<Leaf> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, [...pointer, index]);
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...pointer, key]);
  } else yield { pointer, value };
}

function checkLeaf(source: Source, { pointer, value }: Leaf, used: Map<string, Use>): Diagnostic[] {
  const fault = (code: Diagnostic['code'], message: string, hint?: string): Diagnostic => ({
    code,
    severity: 'error',
    message,
    at: source.placeOf(pointer),
    ...(hint === undefined ? {} : { hint }),
  });
  if (typeof value !== 'string') return [];
  const { parts, fault: broken } = parseInterpolation(value);
  const variables = parts.flatMap((part) => ('variable' in part ? [part.variable] : []));
  const text = parts.map((part) => ('text' in part ? part.text : '')).join('');
  for (const variable of variables) used.set(variable, { source, pointer });
  if (broken !== undefined) {
    return [
      fault(
        'output-interpolation',
        'Rancher cannot interpolate this text: a lone $ stands in it',
        'a $ that is meant as such is written $$',
      ),
    ];
  }
  const [section, , key, label] = pointer;
  if (section !== 'services' || key !== 'labels' || typeof label !== 'string') return [];
  return labelProblems(label, text, variables.length > 0).map(({ message, hint }) =>
    fault('output-label', message, hint),
  );
}

function labelProblems(label: string, value: string, isAsked: boolean): readonly LabelProblem[] {
  // What an answer will be is not known here; only the label's own name can be judged.
  if (isAsked) return checkLabel(label, 'x=x').filter(({ fault }) => fault.endsWith('unknown'));
  // The dns label is what the host network needs; that it costs the search domains matters only to
  // those who use short names of services.
  return checkLabel(label, value).filter(({ fault }) => fault !== 'dns-search-lost');
}

function checkQuestions(source: Source, used: ReadonlyMap<string, Use>): Diagnostic[] {
  const catalog = isMap(source.value) && isMap(source.value.catalog) ? source.value.catalog : {};
  const questions = Array.isArray(catalog.questions) ? catalog.questions : [];
  const asked = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, question] of questions.entries()) {
    const variable = isMap(question) ? String(question.variable) : '';
    asked.add(variable);
    if (!used.has(variable)) {
      diagnostics.push({
        code: 'output-question',
        severity: 'error',
        message: `Rancher would ask ${variable}, and no file uses the answer`,
        at: source.placeOf(['catalog', 'questions', index]),
        hint: `use {{${variable}}} in a template, or remove the answer from the schema`,
      });
    }
  }
  for (const [variable, use] of used) {
    if (!asked.has(variable)) {
      diagnostics.push({
        code: 'output-variable',
        severity: 'error',
        message: `\${${variable}} is used, and no question asks it`,
        at: use.source.placeOf(use.pointer),
        hint: 'a $ that is meant as such is written $$',
      });
    }
  }
  return diagnostics;
}

/** Whether a part of a file is another value to Rancher than it is to people. */
function changesIn11(node: YamlNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind === 'scalar') return node.plain && isOtherIn11(node.text);
  if (node.kind === 'list') return node.items.some(changesIn11);
  return [...node.entries.values()].some(
    ({ key, value }) => changesIn11(key) || changesIn11(value),
  );
}

/** What the rules of `lint` say of the files, and whether there is nothing at all to say of them. */
function checkRules(files: FileTree, folder: string) {
  const read = cachedReader();
  const placed = [...files.keys()].map((name): CatalogFile => {
    const text = textAt(files, name);
    return { path: `templates/entry/0/${name}`, sizeBytes: text.length, text };
  });
  const findings = lintVersion(placed, read);
  const isClean =
    findings.length === 0 &&
    composeNames.every((name) => !changesIn11(read(textAt(files, name)).root));
  const faults = findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, severity, message, at, hint }): Diagnostic => ({
      code: 'output-rule',
      rule: code,
      severity,
      message,
      at: { ...at, file: at.file.replace('templates/entry/0', folder) },
      ...(hint === undefined ? {} : { hint }),
    }));
  const unlisted = indexCatalog(placed, { read }).errors.map(
    ({ file, message, offset }): Diagnostic => ({
      code: 'output-rule',
      severity: 'error',
      message: `Rancher would not list this version: ${message}`,
      at: placeAt(file.path.replace('templates/entry/0', folder), file.text ?? '', offset),
    }),
  );
  // A version that is not listed is not looked at by the rules either.
  const isListed = unlisted.length === 0;
  return { faults: faults.length > 0 ? faults : unlisted, isClean: isClean && isListed };
}

/**
 * Whether Rancher will read the files of a version as they are meant. What is found here is a
 * fault of the blueprint, for answers have been checked. `folder` is how messages name the place.
 */
export function checkVersion(files: FileTree, folder: string): Diagnostic[] {
  const { faults, isClean } = checkRules(files, folder);
  const braces = composeNames.flatMap((name) =>
    checkBraces(textAt(files, name), `${folder}/${name}`),
  );
  if (isClean) return braces;
  const own = [...braces, ...checkSources(files, folder)];
  return own.length > 0 ? own : faults;
}

/** What people who write blueprints are told, in terms of their templates. */
function checkSources(files: FileTree, folder: string): Diagnostic[] {
  const used = new Map<string, Use>();
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, Source>();
  for (const name of composeNames) {
    const path = `${folder}/${name}`;
    const text = textAt(files, name);
    const { value: source, diagnostics: faults } = parseSource(text, path);
    diagnostics.push(...faults.map((fault): Diagnostic => ({ ...fault, code: 'output-yaml' })));
    if (!source || !isMap(source.value)) continue;
    diagnostics.push(...changesInYaml11(source));
    for (const section of interpolated) {
      for (const leaf of leaves(source.value[section], [section])) {
        diagnostics.push(...checkLeaf(source, leaf, used));
      }
    }
    sources.set(name, source);
  }
  const rancherCompose = sources.get('rancher-compose.yml');
  // Of a file that does not parse it is not known what it uses.
  if (rancherCompose && sources.size === 2) {
    diagnostics.push(...checkQuestions(rancherCompose, used));
  }
  return diagnostics;
}
