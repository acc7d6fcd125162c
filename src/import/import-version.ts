import { largestTemplate } from '../model/blueprint.ts';
import { fileTree, textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { baseName, type CatalogFile } from '../rancher/catalog-file.ts';
import { pickFile } from '../rancher/launch/launch-version.ts';
import { convertCompose, type ConvertedCompose } from './convert-compose.ts';
import { importQuestions } from './import-questions.ts';
import type { ImportSource } from './import-source.ts';
import { lostParts, type LostPart } from './lost-parts.ts';
import { convertRancherCompose } from './rancher-template.ts';
import { sourceOffset } from './source-text.ts';
import { literal } from './template-text.ts';
import { isDirectory } from '../rancher/template-path.ts';
import { writeAnswersFile, writeMetadata, type ImportedTexts } from './write-metadata.ts';

/** Something that cannot be expressed in a blueprint. */
export interface ImportFault {
  readonly message: string;
  readonly file?: CatalogFile;
  readonly offset?: number;
  /** What can be done about it. */
  readonly hint?: string;
}

/** A version as a blueprint. */
export interface ImportedVersion {
  readonly texts: ImportedTexts;
  /** The folder of the blueprint; incomplete if there are faults. */
  readonly files: FileTree;
  readonly faults: readonly ImportFault[];
  readonly lost: readonly LostPart[];
}

/** The questions of a file do not become part of its template. */
const largestSource = 1024 * 1024;

const mebibyte = 1024 * 1024;

/** The largest file that a blueprint copies. */
const largestFile = 4 * mebibyte;

const text = (content: string): TreeFile => ({ content, mode: 0o644 });

/** The folder of a template as the name of a blueprint: lowercase letters, digits and single dashes. */
function nameOf(folder: string): string {
  const plain = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63);
  return plain.replaceAll(/^-+|-+$/g, '') || 'imported';
}

const composeFile = /^(?:docker|rancher)-compose\.yml(?:\.tpl)?$/;

class VersionImport {
  readonly faults: ImportFault[] = [];
  readonly lost: LostPart[] = [];
  readonly #files: [string, TreeFile][] = [];
  readonly #source: ImportSource;

  constructor(source: ImportSource) {
    this.#source = source;
  }

  get files(): FileTree {
    return fileTree(this.#files);
  }

  add(path: string, file: TreeFile): void {
    this.#files.push([path, file]);
  }

  template(output: string, file: CatalogFile | undefined, made: ConvertedCompose): void {
    const of = file ? { file } : {};
    this.faults.push(...made.problems.map((problem) => ({ ...problem, ...of })));
    this.lost.push(
      ...made.notes.map(({ isMaterial, ...note }) => ({
        ...note,
        ...of,
        ...(isMaterial ? {} : { isUnused: true as const }),
      })),
    );
    if (made.text.length > largestTemplate) {
      const message = `the template would have ${made.text.length} characters; the limit is ${largestTemplate}`;
      this.faults.push({ message, ...(file ? { file } : {}) });
    }
    this.add(`${output}.hbs`, text(made.text));
  }

  compose(): void {
    const { version } = this.#source;
    const { answers, schema } = importQuestions(version.block.questions);
    this.add('answers.schema.json', text(`${JSON.stringify(schema, undefined, 2)}\n`));
    const docker = pickFile(version.files, 'docker-compose.yml');
    if (!docker) this.faults.push({ message: this.#withoutServices() });
    for (const file of [docker, pickFile(version.files, 'rancher-compose.yml')]) {
      if (file && file.text === undefined)
        this.faults.push({ message: 'this file cannot be read as text', file });
    }
    // Without the catalog block no question is known, and each use of an answer would be a fault.
    if (version.error || version.version === '') return;
    if (docker?.text !== undefined && this.#isSmall(docker, docker.text)) {
      this.template('docker-compose.yml', docker, convertCompose(docker.text, { answers }));
    }
    this.#rancherCompose(answers);
  }

  /** A file that is much larger than a template can be is not converted. */
  #isSmall(file: CatalogFile | undefined, source: string): boolean {
    if (source.length <= largestSource) return true;
    const message = `the file has ${source.length} characters; a template has at most ${largestTemplate}`;
    this.faults.push({ message, ...(file ? { file } : {}) });
    return false;
  }

  #rancherCompose(answers: ReturnType<typeof importQuestions>['answers']): void {
    const { files, blockRead } = this.#source.version;
    const file = pickFile(files, 'rancher-compose.yml');
    // The block of a template is that of the plain file, which the catalog service reads.
    const isTemplate = file?.path.endsWith('.tpl') === true;
    const place = isTemplate ? placeIn(file.text ?? '') : blockRead?.place;
    const source = file?.text ?? "version: '2'\n";
    if (!this.#isSmall(file, source)) return;
    this.template('rancher-compose.yml', file, convertRancherCompose(source, place, { answers }));
  }

  /** Why there is nothing to launch. */
  #withoutServices(): string {
    const { template, version } = this.#source;
    if (template.base === 'machine')
      return 'a machine template has no services; a blueprint has services only';
    if (version.files.has('project.yml')) {
      return 'a project template has no services: it names the stacks of an environment';
    }
    const names = [...version.files.keys()];
    const empty = names.filter((name) => /^docker-compose\.yml(?:\.tpl)?$/.test(name));
    if (empty.length > 0) return `${empty.join(' and ')} is empty, so there is nothing to launch`;
    const others = names.filter((name) => /\.ya?ml$/.test(name));
    const orchestration = template.base === '' ? '' : ` for ${template.base}`;
    return `there is no docker-compose.yml: this entry${orchestration} has ${others.join(', ') || 'no compose file'}`;
  }

  readme(): void {
    const { version, read } = this.#source;
    if (!version.readme) return;
    const content = textOf(read(version.readme.path)).replaceAll('\r\n', '\n');
    const made = literal(content);
    if (made.length > largestTemplate) this.add('files/README.md', text(content));
    else this.add('README.md.hbs', text(made));
  }

  /** All other files of the version folder, at their places. */
  others(): void {
    const { version, read } = this.#source;
    for (const file of version.files.values()) {
      if (composeFile.test(baseName(file.path)) || file === version.readme) continue;
      if (!file.path.startsWith(`${version.folder}/`)) {
        this.lost.push({
          message: 'this file of another directory of the version is not carried over',
          file,
        });
        continue;
      }
      if (file.sizeBytes > largestFile) {
        const size = Math.ceil(file.sizeBytes / mebibyte);
        this.lost.push({
          message: `this file of ${size} MiB is not carried over: a blueprint copies files up to 4 MiB`,
          hint: 'put it into the image, or let the container fetch it',
          file,
        });
        continue;
      }
      const path = file.path.slice(version.folder.length + 1);
      const content = read(file.path);
      // A template of the same name that writes it: others are rendered.
      if (path.endsWith('.hbs')) this.add(`files/${path}.hbs`, text(literal(textOf(content))));
      else this.add(`files/${path}`, content);
    }
  }

  icon(): string | undefined {
    const icon = this.#source.template.icons.at(-1);
    if (!icon) return undefined;
    const name = baseName(icon.path);
    const dot = name.lastIndexOf('.');
    const path = `icon${dot === -1 ? '' : name.slice(dot).toLowerCase()}`;
    this.add(path, this.#source.read(icon.path));
    return path;
  }
}

function placeIn(source: string): '.catalog' | 'catalog' | undefined {
  const found = /^(\.?catalog)\s*:/m.exec(source)?.[1];
  return found as '.catalog' | 'catalog' | undefined;
}

/** A version of any entry → a blueprint from which Rancher gets the same; what is not possible is listed. */
export function importVersion(source: ImportSource): ImportedVersion {
  const { template, version } = source;
  const made = new VersionImport(source);
  const name = nameOf(template.folderName || (version.folder.split('/').at(-2) ?? ''));
  const { error } = version;
  if (error)
    made.faults.push({
      message: `Rancher cannot read this version: ${error.message}`,
      file: error.file,
      offset: sourceOffset(error.file.text ?? '', error.offset),
    });
  else if (version.version === '') {
    made.faults.push({ message: 'Rancher does not list this version: it has no version text' });
  }
  if (template.phantom)
    made.faults.push({ message: 'the template has no config.yml that Rancher can read' });
  made.compose();
  made.readme();
  made.others();
  const [directory = ''] = version.folder.split('/');
  const texts: ImportedTexts = {
    name,
    version: version.version,
    config: template.config,
    block: version.block,
    directory: isDirectory(directory) ? directory : 'templates',
    icon: made.icon(),
    source: version.folder,
  };
  made.add('blueprint.yml', text(writeMetadata(texts)));
  made.add('answers.yml', text(writeAnswersFile(texts)));
  const lost = [...made.lost, ...lostParts(source, name)];
  return { texts, files: made.files, faults: made.faults, lost };
}
