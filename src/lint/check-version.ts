import type { Code } from '../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { textAt, type FileTree } from '../model/file-tree.ts';
import { catalogFilesOf } from '../rancher/catalog-file.ts';
import type { IndexError } from '../rancher/indexed-template.ts';
import { cachedReader } from '../source/cached-reader.ts';
import { parseSource } from '../source/parse-source.ts';
import { placeAt } from '../source/place-at.ts';
import type { YamlRead } from '../source/read-yaml.ts';
import { isOtherIn11 } from '../source/yaml-11.ts';
import type { YamlNode } from '../source/yaml-node.ts';
import { mapsOf } from './compose-file.ts';
import type { LintFinding } from './lint-finding.ts';
import { lintVersion, type OtherLaunches } from './lint-template.ts';
import type { RuleCode } from './rule-list.ts';

/** How a finding in a rendered file is reported to the author of its blueprint. */
interface Report {
  readonly code: Code;
  /** What to change in the blueprint. @default the rule's own hint */
  readonly hint?: string;
}

const label: Report = { code: 'output-label' };
const dollar = 'write $$ for a literal $, or declare the answer in the schema';

/**
 * Rules whose findings have one certain cause in a blueprint. All of them count as errors here,
 * warnings too, because the author of a blueprint can avoid them for all answers. Errors of all other
 * rules are reported as `output-rule`.
 */
const reports: Partial<Record<RuleCode, Report>> = {
  'lone-dollar': { code: 'output-interpolation', hint: 'write $$ for a literal $' },
  'undefined-variable': { code: 'output-variable', hint: dollar },
  'macro-unescaped': { code: 'output-variable' },
  'question-unused': {
    code: 'output-question',
    hint: 'use the answer in a template, or remove it from the schema',
  },
  'label-unknown': label,
  'label-misread': label,
  'affinity-empty': label,
  'affinity-extra-equals': label,
  'affinity-macro-unknown': label,
  'affinity-no-value': label,
  'affinity-unknown': label,
  'affinity-untrimmed': label,
};

/** Hints of other rules that name Rancher's syntax, which a template of a blueprint does not have. */
const ownHints: Partial<Record<RuleCode, string>> = {
  'boolean-interpolated':
    'write {{answer}} alone as the value, without quotes and other text: it becomes true or false',
};

/** Files that are YAML as they are; a .tpl file is so only after the template pass. */
const composeNames = ['docker-compose.yml', 'rancher-compose.yml'];

type Reader = (text: string) => YamlRead;

/** Where the files of the version would be in a catalog; messages name the entry's folder instead. */
const placed = 'templates/entry/0';

const error = (code: Code, message: string, at: Diagnostic['at'], hint?: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  ...(at === undefined ? {} : { at }),
  ...(hint === undefined ? {} : { hint }),
});

/** The plain scalars, keys too, that Rancher reads as another value than is written. */
function* changedScalars(node: YamlNode | undefined): Generator<YamlNode & { kind: 'scalar' }> {
  if (node === undefined) return;
  if (node.kind === 'scalar') {
    if (node.plain && isOtherIn11(node.text)) yield node;
  } else if (node.kind === 'list') for (const item of node.items) yield* changedScalars(item);
  else {
    for (const { key, value } of node.entries.values()) {
      yield* changedScalars(key);
      yield* changedScalars(value);
    }
  }
}

const textFault = (file: string, text: string, node: YamlNode & { kind: 'scalar' }): Diagnostic =>
  error(
    'output-text',
    `without quotes, ${node.text} is another value in YAML 1.1, which Rancher reads`,
    placeAt(file, text, node.offset),
    `write "${node.text}"`,
  );

const inEntry = (path: string, folder: string) => path.replace(placed, folder);

/** The place of the value if a place is that of its key. */
function valuePlace(at: Place, text: string, root: YamlNode | undefined): Place {
  const found = mapsOf(root)
    .flatMap(({ entries }) => [...entries.values()])
    .find(({ key }) => isAt(placeAt(at.file, text, key.offset), at));
  return found ? placeAt(at.file, text, found.value.offset) : at;
}

const isAt = (a: Place, b: Place) => a.line === b.line && a.column === b.column;

function ruleFault(
  finding: LintFinding,
  { files, folder, read }: { files: FileTree; folder: string; read: Reader },
): Diagnostic[] {
  const { code, severity, message } = finding;
  const report = reports[code];
  if (!report && severity !== 'error') return [];
  const text = textAt(files, finding.at.file.slice(placed.length + 1));
  const at = report === label ? valuePlace(finding.at, text, read(text).root) : finding.at;
  const place = { ...at, file: inEntry(at.file, folder) };
  const fault = error(
    report?.code ?? 'output-rule',
    message,
    place,
    report?.hint ?? ownHints[code] ?? finding.hint,
  );
  return [report ? fault : { ...fault, rule: code }];
}

const unlisted = ({ file, message, offset }: IndexError, folder: string): Diagnostic =>
  error(
    'output-rule',
    `Rancher would not list this version: ${message}`,
    placeAt(inEntry(file.path, folder), file.text ?? '', offset),
  );

/**
 * Whether Rancher will read the files of a version as they are meant. What is found here is a fault
 * of the blueprint, because the answers have been checked. `folder` is how messages name the place; what is in
 * `others` is left to the caller.
 */
export function checkVersion(
  files: FileTree,
  folder: string,
  others?: OtherLaunches,
): Diagnostic[] {
  const read = cachedReader();
  const catalogFiles = [...catalogFilesOf(files, placed).values()];
  const composeFiles = composeNames
    .filter((name) => files.has(name))
    .map((name) => ({ path: `${folder}/${name}`, text: textAt(files, name) }));
  const { findings, errors } = lintVersion(catalogFiles, read, others);
  const found = findings.flatMap((finding) => ruleFault(finding, { files, folder, read }));
  const changed = composeFiles.flatMap(({ path, text }) =>
    [...changedScalars(read(text).root)].map((node) => textFault(path, text, node)),
  );
  if (found.length + errors.length + changed.length === 0) return [];
  const syntax = composeFiles
    .flatMap(({ path, text }) => parseSource(text, path).diagnostics)
    .map((fault): Diagnostic => ({ ...fault, code: 'output-yaml' }));
  // The more certain the cause, the better the message; one cause is reported once.
  const certain = found.filter(({ code }) => code !== 'output-rule');
  const own = [...syntax, ...changed, ...certain];
  if (own.length > 0) return own;
  return found.length > 0 ? found : errors.map((each) => unlisted(each, folder));
}
