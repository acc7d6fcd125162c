import { compareText } from '../diagnostics/format-diagnostic.ts';
import { digestOf } from '../model/digest.ts';
import { answerText, isList, type AnswerValue } from '../model/answers.ts';
import { bytesOf, textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';
import type { Blueprint } from './check-blueprint.ts';
import type { Entry } from './entry.ts';
import { withoutSurvival } from '../model/survival-comment.ts';

/** What a version was generated from. Digests are the first 16 hex digits of a SHA-256. */
export interface Provenance {
  /** The version of this program. */
  readonly program: string;
  readonly blueprint: string;
  readonly schema: string;
  /** Of the answers file's texts and all answers but secret ones. */
  readonly answers: string;
  /** Of each file of the version as it was released; empty if the version does not record them. */
  readonly files: ReadonlyMap<string, string>;
}

const line = /^# rancher-catalog: (program=\S+(?: [a-z]+=\S*)*)\r?\n?/m;

const short = (digest: string) => digest.slice(0, 16);

const isSame = (a: AnswerValue, b: AnswerValue) =>
  a === b || (isList(a) && isList(b) && answerText(a) === answerText(b));

/** The digest of an answers file, without its version and secret answers. */
function answersDigest(entry: Entry, blueprint: Blueprint): string {
  const { specs } = blueprint.schema;
  const lines = (['fixed', 'asked'] as const).flatMap((how) =>
    [...entry.answers[how]]
      .filter(([name, value]) => {
        const spec = specs.get(name);
        // A default of the schema is part of the schema.
        const isDefault = spec !== undefined && isSame(value, spec.default);
        const isGiven = !isDefault || (how === 'fixed' && spec.ask !== 'never');
        return spec?.secret !== true && isGiven;
      })
      .map(([name, value]) => JSON.stringify([how, name, value])),
  );
  return digestOf([entry.name, entry.title, entry.description, ...lines.sort(compareText)]);
}

/** The digest that a provenance keeps of a file; line ends and provenance are ignored. */
export function fileDigest(file: TreeFile): string {
  const { content } = file;
  const isText = typeof content === 'string' ? !content.includes('\0') : !content.includes(0);
  if (!isText) return short(digestOf([bytesOf(file)]));
  return short(digestOf([withoutProvenance(textOf(file)).replaceAll('\r\n', '\n')]));
}

/** What an entry of this blueprint with these answers, rendered to `files`, is made from. */
export function provenanceOf(
  blueprint: Blueprint,
  entry: Entry,
  program: string,
  files: FileTree,
): Provenance {
  return {
    program,
    blueprint: short(blueprint.files.digest),
    schema: short(blueprint.files.schemaDigest),
    answers: short(answersDigest(entry, blueprint)),
    files: new Map([...files].map(([path, file]) => [path, fileDigest(file)])),
  };
}

/** The comment that keeps it, the last line of rancher-compose.yml: Rancher drops comments. */
export function formatProvenance(provenance: Provenance): string {
  const { program, blueprint, schema, answers, files } = provenance;
  return `# rancher-catalog: program=${program} blueprint=${blueprint} schema=${schema} answers=${answers} files=${formatFiles(files)}\n`;
}

const formatFiles = (digests: ReadonlyMap<string, string>): string =>
  [...digests].map(([path, digest]) => `${encodeURIComponent(path)}@${digest}`).join(',');

/** The comment that config.yml keeps of itself and the icon, so that manual edits of them are recognized. */
export function formatRecord(program: string, files: FileTree): string {
  const digests = new Map([...files].map(([path, file]) => [path, fileDigest(file)]));
  return `# rancher-catalog: program=${program} files=${formatFiles(digests)}\n`;
}

function readFiles(list: string): Map<string, string> {
  const pairs = list.split(',').flatMap((item): [string, string][] => {
    const match = /^([^@]+)@([0-9a-f]{16})$/.exec(item);
    if (!match?.[1] || !match[2] || /%(?![0-9A-F]{2})/i.test(match[1])) return [];
    try {
      return [[decodeURIComponent(match[1]), match[2]]];
    } catch {
      return [];
    }
  });
  return new Map(pairs);
}

/** The provenance that a rancher-compose.yml keeps; undefined if this program did not create it. */
export function readProvenance(rancherCompose: string): Provenance | undefined {
  const words = line.exec(rancherCompose)?.[1]?.split(' ');
  if (!words) return undefined;
  const values = new Map(words.map((word) => word.split('=', 2) as [string, string]));
  const value = (key: string) => values.get(key) ?? '';
  return {
    program: value('program'),
    blueprint: value('blueprint'),
    schema: value('schema'),
    answers: value('answers'),
    files: readFiles(value('files')),
  };
}

/** The text without its provenance and its promises, which are not part of the release. */
export function withoutProvenance(text: string): string {
  const bare = text.includes('# rancher-catalog: ') ? text.replace(line, '') : text;
  return withoutSurvival(bare);
}
