import { textFile, type CatalogFile } from '../rancher/catalog-file.ts';
import { launchVersion } from '../rancher/launch/launch-version.ts';
import { renderAgain } from '../rancher/launch/render-text.ts';
import { KeptWith } from '../source/kept-with.ts';
import { AcceptedUnits, type UnitKeys } from './accepted-units.ts';
import { exposedVariables } from './exposed-variables.ts';
import { fileUnits, launchUnits, textOfServices } from './launch-units.ts';
import type { FileUnits, LaunchUnits } from './launch-units.ts';
import { refusalWith } from './launch-with.ts';
import { areIndependent } from './template-groups.ts';
import type { TemplateFacts } from './template-facts.ts';
import { readsAny } from './value-uses.ts';
import type { VersionFacts } from './version-facts.ts';

type Answers = ReadonlyMap<string, string>;

/** What some answers make of a launch. */
interface Outcome {
  /** Rancher's words if it refuses the launch. */
  readonly words: string | undefined;
  readonly units: LaunchUnits | undefined;
}

/** The parts that some answers change. */
interface Changes {
  readonly services: ReadonlySet<string>;
  readonly whole: boolean;
}

const sameTexts = (a: readonly string[] = [], b: readonly string[] = []) =>
  a.join('\0') === b.join('\0');

/** Launches a version with answers of all kinds, unless it would repeat what was launched. */
class ChoiceTrial {
  readonly #facts: VersionFacts;
  readonly #exposed: ReadonlySet<string>;
  readonly #accepted: AcceptedUnits | undefined;
  readonly #known = new Map<string, Outcome>();
  readonly #files = new Map<string, FileUnits | undefined>();
  readonly #base: Outcome;
  /** What the templates print for the default answers. */
  readonly #texts: readonly string[];

  constructor(facts: VersionFacts, accepted: AcceptedUnits) {
    this.#facts = facts;
    this.#exposed = exposedVariables(facts);
    // With an error of the API that the default answers have, parts are not simply accepted.
    this.#accepted = facts.launch.apiErrors.length === 0 ? accepted : undefined;
    const { answers: all, composeFiles, version } = facts;
    this.#texts = composeFiles.map(({ launched: { rendered } }) =>
      renderAgain(rendered, all, version.block.version),
    );
    const { texts, answers } = this.#textsOf(new Map());
    this.#base = { words: undefined, units: this.#unitsOf(texts) };
    this.#known.set(this.#keyOf(texts, answers), this.#base);
    const base = this.#keysOf(this.#base.units, answers);
    if (base) this.#accepted?.add(base);
  }

  /** The outcome with these answers. */
  outcome(set: Answers): Outcome {
    const { texts, answers } = this.#textsOf(set);
    const key = this.#keyOf(texts, answers);
    const known = this.#known.get(key);
    if (known) return known;
    const units = this.#unitsOf(texts);
    const keys = this.#keysOf(units, answers);
    const isCovered = units !== undefined && keys !== undefined && this.#isCovered(units, keys);
    const words = isCovered ? undefined : refusalWith(this.#facts, set);
    if (keys && words === undefined) this.#accepted?.add(keys);
    const outcome = { words, units };
    this.#known.set(key, outcome);
    return outcome;
  }

  /** Whether two accepted answers change different parts, so that both together are accepted. */
  areApart(a: Answers, b: Answers): boolean {
    const [first, second] = [this.#changesOf(a), this.#changesOf(b)];
    if (!first || !second || (first.whole && second.whole)) return false;
    if ([...first.services].some((name) => second.services.has(name))) return false;
    return this.#facts.composeFiles.every(({ launched: { rendered } }) =>
      [...a.keys()].every((one) =>
        [...b.keys()].every((other) => areIndependent(rendered.template, one, other)),
      ),
    );
  }

  readonly #changes = new Map<Answers, Changes | undefined>();

  #changesOf(set: Answers): Changes | undefined {
    if (!this.#changes.has(set)) this.#changes.set(set, this.#compare(set));
    return this.#changes.get(set);
  }

  /** What answers change; undefined if it is not known, or if an answer is itself in the text. */
  #compare(set: Answers): Changes | undefined {
    const [base, { units }] = [this.#base.units, this.outcome(set)];
    if (!base || !units || [...set.keys()].some((name) => this.#exposed.has(name)))
      return undefined;
    const names = [...base.services.keys(), ...units.services.keys()];
    const changed = names.filter(
      (name) => !sameTexts(base.services.get(name), units.services.get(name)),
    );
    return { services: new Set(changed), whole: base.whole !== units.whole };
  }

  #keysOf(units: LaunchUnits | undefined, answers: Answers): UnitKeys | undefined {
    return units && this.#accepted?.keysOf(units, answers);
  }

  /** Whether all parts are known to be accepted; launches those alone that are not. */
  #isCovered(units: LaunchUnits, keys: UnitKeys): boolean {
    if (this.#accepted?.hasWhole(keys) !== true) return false;
    const names = this.#accepted.unknown(keys);
    return names.length === 0 || this.#acceptsAlone(units, names);
  }

  #acceptsAlone({ versions, services }: LaunchUnits, names: readonly string[]): boolean {
    const roles = this.#facts.composeFiles.map(({ role }) => role);
    const files = new Map<string, CatalogFile>(
      roles.map((role, index) => {
        const own = names.map((name) => services.get(name)?.[index] ?? '');
        const text = textOfServices(versions[index] ?? 'v2', own);
        return [role, textFile(role, text)] as const;
      }),
    );
    const { read } = this.#facts.of;
    const { verdict, apiErrors } = launchVersion(files, { read, answers: this.#answers });
    // Whether sidekicks exist is part of what all services are compared with.
    return verdict === 'accepted' && apiErrors.every(({ key }) => key === 'labels');
  }

  #answers: Answers = new Map();

  #keyOf(texts: readonly string[], answers: Answers): string {
    return [...texts, ...answers.values()].join('\0');
  }

  /** The texts after the template pass, and the answers whose text can make a difference. */
  #textsOf(set: Answers): { readonly texts: string[]; readonly answers: Answers } {
    const { answers, composeFiles, version } = this.#facts;
    this.#answers = new Map([...answers, ...set]);
    const texts = composeFiles.map(({ launched: { rendered } }, index) =>
      rendered.template && readsAny(rendered.template, set)
        ? renderAgain(rendered, this.#answers, version.block.version)
        : (this.#texts[index] ?? ''),
    );
    const exposed = [...this.#answers].filter(([name]) => this.#exposed.has(name));
    return { texts, answers: new Map(exposed) };
  }

  #unitsOf(texts: readonly string[]): LaunchUnits | undefined {
    const files = texts.map((text) => {
      if (!this.#files.has(text)) this.#files.set(text, fileUnits(text));
      return this.#files.get(text);
    });
    const all = files.flatMap((file) => file ?? []);
    return all.length < files.length ? undefined : launchUnits(all);
  }
}

const accepted = new KeptWith<TemplateFacts, AcceptedUnits>();
const trials = new KeptWith<VersionFacts, ChoiceTrial>();

/** The trial of a version whose default answers are accepted; its template shares what is known. */
export function trialOf(facts: VersionFacts): ChoiceTrial {
  const units = accepted.of(facts.of, () => new AcceptedUnits());
  return trials.of(facts, () => new ChoiceTrial(facts, units));
}
