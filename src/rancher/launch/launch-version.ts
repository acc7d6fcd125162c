import { readYaml, type YamlRead } from '../../source/read-yaml.ts';
import { unreadText, type CatalogFile } from '../catalog-file.ts';
import {
  readCatalogBlock,
  type CatalogBlock,
  type CatalogBlockRead,
} from '../read-catalog-block.ts';
import type { CatalogQuestion } from '../catalog-question.ts';
import { checkServices, type ApiError } from './check-services.ts';
import { defaultAnswers } from './default-answers.ts';
import { Interpolator, type VariableUse } from './interpolator.ts';
import { summarize, type LaunchedService } from './launched-service.ts';
import { mergeFile, type Services } from './merge-file.ts';
import { executorReader, type RawCompose } from './raw-compose.ts';
import { Panic, Refusal } from './refusal.ts';
import { renderText, type Rendered } from './render-text.ts';

export type Verdict =
  | 'accepted'
  | 'rejected'
  /** The executor crashes. */
  | 'panic'
  /** There is no docker-compose file, as in machine and project templates. */
  | 'not-launchable';

export type ComposeRole = 'docker-compose.yml' | 'rancher-compose.yml';

export type Stage =
  /** Reading the catalog block of rancher-compose.yml. */
  | 'questions'
  /** The same for the launched file, if that is another one. */
  | 'createVariableMap'
  | `merge:${ComposeRole}`
  | 'panic'
  | 'no-docker-compose';

/** The location of a rejection. */
export interface LaunchPlace {
  readonly file: CatalogFile;
  /** Position in the text of the file, before the template pass. */
  readonly offset: number;
}

/** A compose file during a launch. */
export interface LaunchedFile {
  readonly role: ComposeRole;
  readonly file: CatalogFile;
  readonly rendered: Rendered;
  /** Undefined if it was rejected. */
  readonly raw: RawCompose | undefined;
  /** Interpolated variables; `rendered.origin` maps their positions to the file. */
  readonly uses: readonly VariableUse[];
}

export interface Launch {
  readonly verdict: Verdict;
  readonly stage: Stage | null;
  /** The executor's message. */
  readonly error: string | null;
  readonly at: LaunchPlace | undefined;
  /** Variables without an answer: "The X variable is not set". */
  readonly undefinedVariables: readonly string[];
  /** Summaries; after a rejection, those of the file before it. Null if there was none. */
  readonly services: Readonly<Record<string, LaunchedService>> | null;
  /** Complete services, in the format of version 2. */
  readonly config: Services;
  /** Errors of Rancher's API after the launch. The verdict does not include them. */
  readonly apiErrors: readonly ApiError[];
  readonly answers: ReadonlyMap<string, string>;
  readonly block: CatalogBlock | undefined;
  readonly files: readonly LaunchedFile[];
}

export interface LaunchOptions {
  /** Variable → answer, complete. @default the answers of a user who changes no default */
  readonly answers?: ReadonlyMap<string, string>;
  /** Answers that override these. */
  readonly set?: ReadonlyMap<string, string>;
  readonly stackName?: string;
  readonly environmentName?: string;
  /** Version of the stack before an upgrade. */
  readonly previousVersion?: string;
  /** The client that launches: the UI prefers the .tpl file, the command line the plain file. */
  readonly client?: 'ui' | 'cli';
  readonly read?: (text: string) => YamlRead;
}

/** Files of a version by name, as in the index. */
export type VersionFiles = ReadonlyMap<string, CatalogFile>;

/** The file of a role that a client launches. An empty file is ignored. */
export function pickFile(
  files: VersionFiles,
  role: ComposeRole,
  client: 'ui' | 'cli' = 'ui',
): CatalogFile | undefined {
  const names = client === 'ui' ? [`${role}.tpl`, role] : [role, `${role}.tpl`];
  return names
    .map((name) => files.get(name))
    .find((file) => file !== undefined && file.text !== '');
}

type Settings = Required<Omit<LaunchOptions, 'answers'>> & Pick<LaunchOptions, 'answers'>;

class Launcher {
  private readonly settings: Settings;
  private readonly files: LaunchedFile[] = [];
  private readonly undefinedVariables = new Set<string>();
  private answers: ReadonlyMap<string, string> = new Map();
  private block: CatalogBlock | undefined;
  private services: Services = new Map();
  private first: Services | undefined;

  constructor(options: LaunchOptions) {
    this.settings = {
      stackName: 'stack',
      environmentName: 'Default',
      previousVersion: '',
      client: 'ui',
      read: readYaml,
      set: new Map(),
      ...options,
    };
  }

  launch(files: VersionFiles): Launch {
    const { client } = this.settings;
    const docker = pickFile(files, 'docker-compose.yml', client);
    const rancher = pickFile(files, 'rancher-compose.yml', client);
    if (!docker) return this.end('not-launchable', 'no-docker-compose');
    const plain = this.readBlock(files.get('rancher-compose.yml'));
    if (plain?.error) return this.refused('questions', plain.error.message, plain.at);
    const picked = this.readBlock(rancher);
    if (picked?.error) return this.refused('createVariableMap', picked.error.message, picked.at);
    this.block = picked?.block;
    this.answer(plain?.block?.questions ?? [], picked?.block?.questions ?? []);
    for (const [role, file] of [
      ['docker-compose.yml', docker],
      ['rancher-compose.yml', rancher],
    ] as const) {
      const refusal = file ? this.merge(role, file) : undefined;
      if (refusal) return refusal;
      this.first ??= this.services;
    }
    return this.end('accepted', null);
  }

  private readBlock(
    file: CatalogFile | undefined,
  ): (CatalogBlockRead & { readonly at: LaunchPlace }) | undefined {
    if (!file || file.text === '') return undefined;
    const text = unreadText(file);
    if (text.error !== undefined) {
      const error = { message: text.error, offset: 0 };
      const none = { block: undefined, node: undefined, place: undefined };
      return { ...none, error, at: { file, offset: 0 } };
    }
    const read = readCatalogBlock(this.settings.read(text.value), text.value, executorReader);
    return { ...read, at: { file, offset: read.error?.offset ?? 0 } };
  }

  /** The answers are those that were sent, and the defaults of all other questions. */
  private answer(asked: readonly CatalogQuestion[], launched: readonly CatalogQuestion[]): void {
    const answers = new Map(this.settings.answers ?? defaultAnswers(asked));
    for (const [variable, answer] of this.settings.set) answers.set(variable, answer);
    const defaults = new Map(launched.map((each) => [each.variable, each.default]));
    for (const [variable, value] of defaults) {
      if (!answers.has(variable)) answers.set(variable, value);
    }
    this.answers = answers;
  }

  private render(file: CatalogFile): Rendered {
    const text = unreadText(file);
    if (text.error !== undefined) throw new Refusal(text.error);
    const { stackName, environmentName, previousVersion } = this.settings;
    return renderText(text.value, {
      variables: this.answers,
      version: this.block?.version ?? '',
      previousVersion,
      stackName,
      environmentName,
    });
  }

  private merge(role: ComposeRole, file: CatalogFile): Launch | undefined {
    const interpolator = new Interpolator(this.answers);
    let rendered: Rendered | undefined;
    let raw: RawCompose | undefined;
    try {
      rendered = this.render(file);
      const { fault, endless, truncated } = rendered;
      if (fault) throw new Refusal(fault.message, undefined, fault.offset);
      if (endless)
        throw new Refusal('the template does not terminate', undefined, truncated?.offset);
      const read = this.settings.read(rendered.text);
      const merged = mergeFile(this.services, read, rendered.text, role, interpolator);
      ({ services: this.services, raw } = merged);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const offset = error.offset ?? 0;
      const made = rendered?.fault || rendered?.endless ? undefined : rendered;
      const at = { file, offset: made ? made.origin(offset) : offset };
      if (error instanceof Panic) return this.panic(error.message, at);
      return this.refused(`merge:${role}`, error.message, at);
    } finally {
      for (const name of interpolator.undefinedVariables) this.undefinedVariables.add(name);
      if (rendered) this.files.push({ role, file, rendered, raw, uses: interpolator.uses });
    }
  }

  private refused(stage: Stage, error: string, at: LaunchPlace): Launch {
    return this.end('rejected', stage, error, at);
  }

  private panic(error: string, at: LaunchPlace): Launch {
    this.first = undefined;
    this.services = new Map();
    return this.end('panic', 'panic', error, at);
  }

  private end(verdict: Verdict, stage: Stage | null, error?: string, at?: LaunchPlace): Launch {
    const isLaunched = verdict === 'accepted';
    const isKnown = this.first !== undefined || verdict === 'not-launchable';
    return {
      verdict,
      stage,
      error: error ?? null,
      at,
      undefinedVariables: [...this.undefinedVariables],
      services: isKnown ? summarize(this.services, this.first ?? new Map()) : null,
      config: this.services,
      apiErrors: isLaunched ? checkServices(this.services) : [],
      answers: this.answers,
      block: this.block,
      files: this.files,
    };
  }
}

/**
 * What Rancher does when a template version is launched: the services that it creates, or the
 * rejection (rancher-compose-executor v0.14.30, executor/handlers/project.go and config/merge.go).
 */
export function launchVersion(files: VersionFiles, options: LaunchOptions = {}): Launch {
  return new Launcher(options).launch(files);
}
