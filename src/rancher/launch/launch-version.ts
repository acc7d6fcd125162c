import { readYaml, type YamlRead } from '../../source/read-yaml.ts';
import { launchedText, type CatalogFile } from '../catalog-file.ts';
import {
  readCatalogBlock,
  type CatalogBlock,
  type CatalogBlockRead,
} from '../read-catalog-block.ts';
import type { CatalogQuestion } from '../catalog-question.ts';
import { checkCreation, type CreationFault } from './check-creation.ts';
import { checkServices } from './check-services.ts';
import { decideLaunch } from './decide-launch.ts';
import { formAnswers } from './form-answers.ts';
import { Interpolator } from './interpolator.ts';
import { summarize } from './launched-service.ts';
import type { ComposeRole, Launch, LaunchPlace, LaunchedFile, Stage, Verdict } from './launch.ts';
import { mergeFile, type Services } from './merge-file.ts';
import { executorReader, type RawCompose } from './raw-compose.ts';
import { Panic, Refusal } from './refusal.ts';
import { renderText, type Rendered } from './render-text.ts';

export interface LaunchOptions {
  /** Variable → answer, complete. @default the answers of a user who changes nothing, see FormAnswers */
  readonly answers?: ReadonlyMap<string, string>;
  /** Which guesses are used first for answers that are not known. @default 0 */
  readonly variant?: number;
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

type Guesses = ReadonlyMap<string, string>;
type Settings = Required<Omit<LaunchOptions, 'answers'>> & Pick<LaunchOptions, 'answers'>;

class Launcher {
  private readonly settings: Settings;
  private readonly files: LaunchedFile[] = [];
  private readonly undefinedVariables = new Set<string>();
  private answers: ReadonlyMap<string, string> = new Map();
  private readonly guesses: Guesses;
  /** Variables with an answer that is not known, and guesses of it. */
  unknown: ReadonlyMap<string, readonly string[]> = new Map();
  private block: CatalogBlock | undefined;
  private services: Services = new Map();
  private first: Services | undefined;
  private creation: CreationFault | undefined;

  constructor(options: LaunchOptions, guesses: Guesses = new Map()) {
    this.guesses = guesses;
    this.settings = {
      stackName: 'stack',
      environmentName: 'Default',
      previousVersion: '',
      client: 'ui',
      variant: 0,
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
    const picked = this.readBlock(rancher);
    const panic = [plain, picked].find((each) => each?.error?.panics);
    if (panic?.error) return this.panic(panic.error.message, panic.at);
    if (plain?.error) return this.refused('questions', plain.error.message, plain.at);
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
    return this.create();
  }

  private create(): Launch {
    this.creation = checkCreation(this.services);
    if (!this.creation) return this.end('accepted', null);
    const { message, isCrash } = this.creation;
    return isCrash ? this.panic(message) : this.end('rejected', 'create', message);
  }

  private readBlock(
    file: CatalogFile | undefined,
  ): (CatalogBlockRead & { readonly at: LaunchPlace }) | undefined {
    if (!file || file.text === '') return undefined;
    const text = launchedText(file);
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
    const { answers: given, set, variant } = this.settings;
    const form = formAnswers(given ? [] : asked, variant);
    const answers = new Map([...(given ?? form.answers), ...this.guesses, ...set]);
    this.unknown = new Map([...form.unknown].filter(([variable]) => !set.has(variable)));
    const defaults = new Map(launched.map((each) => [each.variable, each.default]));
    for (const [variable, value] of defaults) {
      if (!answers.has(variable)) answers.set(variable, value);
    }
    this.answers = answers;
  }

  private render(file: CatalogFile): Rendered {
    const text = launchedText(file);
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
    const interpolator = new Interpolator(this.answers, this.undefinedVariables);
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
      if (rendered) this.files.push({ role, file, rendered, raw, uses: interpolator.uses });
    }
  }

  private refused(stage: Stage, error: string, at: LaunchPlace): Launch {
    return this.end('rejected', stage, error, at);
  }

  private panic(error: string, at?: LaunchPlace): Launch {
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
      creation: this.creation,
      undefinedVariables: [...this.undefinedVariables],
      services: isKnown ? summarize(this.services, this.first ?? new Map()) : null,
      config: this.services,
      apiErrors: isLaunched ? checkServices(this.services) : [],
      answers: this.answers,
      unknownAnswers: new Set(this.unknown.keys()),
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
  const launcher = new Launcher(options);
  const first = launcher.launch(files);
  const relaunch = (guesses: Guesses) => new Launcher(options, guesses).launch(files);
  return decideLaunch(first, launcher.unknown, relaunch);
}
