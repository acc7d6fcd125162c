import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import {
  headlineOf,
  lossWords,
  lostHostsWords,
  placedWords,
  promiseWords,
  spreadWords,
  wantedWords,
  type DescribedPlan,
} from './describe-plan.ts';
import { shownPictures, type ShownPicture } from './picture/picture-columns.ts';
import type { LossPlan, ServicePlan } from './stack-plan.ts';

/** Cells of a table, one list for each row. */
type Rows = readonly (readonly string[])[];

/** A plan as texts, for a terminal or a page. */
export interface PlanReport {
  readonly headline: string;
  /** Service, containers, placed, most on one host, hosts it can use. */
  readonly services: Rows;
  readonly reasons: readonly {
    readonly words: string;
    /** What Rancher shows, one text or another. */
    readonly shown: readonly string[];
    readonly looks: string;
  }[];
  /** Hosts that a service cannot use, and why. */
  readonly excluded: readonly string[];
  readonly pictures: readonly ShownPicture[];
  /** Hosts lost, costs, promises that it can break. */
  readonly losses: Rows;
  /** Losses that are not in the list. */
  readonly moreLosses: number;
  /** Promise, needed, left, result, the worst loss. */
  readonly promises: Rows;
  /** What happens after a loss; the first text of each list names services. */
  readonly later: readonly (readonly string[])[];
  readonly assumptions: readonly string[];
}

/** Of more losses, or more reasons, the first are listed. */
const mostLines = 20;

/** What is shown of a placement as text. */
const size = { columns: 12, blocks: 12 };

const serviceRow = (service: ServicePlan, hosts: number): string[] => [
  [service.name, ...service.sidekicks.map((each) => `+ ${each}`)].join(' '),
  wantedWords(service),
  placedWords(service),
  spreadWords(service),
  `${service.hosts.length} of ${hosts}`,
];

/** Services by a text that is about each of them. */
function byWords(of: readonly (readonly [words: string, service: string])[]): [string, string[]][] {
  const alike = new Map<string, string[]>();
  for (const [words, service] of of) {
    const same = alike.get(words);
    if (same) same.push(service);
    else alike.set(words, [service]);
  }
  return [...alike];
}

/** Hosts that services cannot use; services for which that is the same are named together. */
function excludedWords(services: readonly ServicePlan[]): string[] {
  const all = services.flatMap(({ name, excluded }) =>
    excluded.map(({ hosts, reason }) => {
      const shown = hosts.slice(0, 3).join(', ');
      const more = hosts.length > 3 ? ` and ${hosts.length - 3} more` : '';
      return [`cannot use ${shown}${more}: ${reason}`, name] as const;
    }),
  );
  const lines = byWords(all).map(([words, names]) => `${listWords(names)} ${words}`);
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `and ${counted(more, 'other reason')}`] : lines;
}

/** Losses of one host that cost the same are one row. */
function merged(losses: readonly LossPlan[]): LossPlan[] {
  const alike = new Map<string, LossPlan>();
  for (const loss of losses) {
    const [hosts, ...others] = loss.hosts;
    const isSingle = hosts?.lost === 1 && others.length === 0;
    const key = JSON.stringify(isSingle ? [lossWords(loss), loss.breaks] : loss.hosts);
    const same = alike.get(key)?.hosts[0];
    const names = [...(same?.names ?? []), ...(hosts?.names ?? [])];
    alike.set(key, same ? { ...loss, hosts: [{ names, lost: 1 }] } : loss);
  }
  return [...alike.values()];
}

/** What a person must know of a service after a loss, besides whether it is replaced. */
const notesOf = ({ data, drift, warnings }: ServicePlan): string[] => [
  ...(data.survives === 'none' ? [] : [data.words]),
  ...(drift === undefined ? [] : [drift]),
  ...warnings.map((warning) => `warning: ${warning}`),
];

/** What happens after a loss: services to which the same happens are named together. */
function laterWords(services: readonly ServicePlan[]): string[][] {
  const alike = byWords(services.map(({ name, afterLoss }) => [afterLoss.words, name]));
  return alike.map(([words, names]) => {
    const notes = services
      .filter(({ name }) => names.includes(name))
      .flatMap((service) => notesOf(service).map((note) => [note, service.name] as const));
    return [
      `${listWords(names)}: ${words}`,
      ...byWords(notes).map(([note, some]) =>
        some.length === names.length ? note : `${listWords(some)}: ${note}`,
      ),
    ];
  });
}

/** The texts of a plan. */
export function planReport(described: DescribedPlan): PlanReport {
  const { hosts, plan } = described;
  const { services, promises, pictures, assumptions } = plan;
  const losses = merged(plan.losses);
  return {
    headline: headlineOf(described),
    services: services.map((service) => serviceRow(service, hosts)),
    reasons: [
      ...(plan.reason === undefined ? [] : [{ words: plan.reason, shown: [], looks: '' }]),
      ...services.flatMap(({ name, reason }) => {
        if (!reason) return [];
        const { words, rancherText, otherTexts, looks } = reason;
        const shown = [rancherText, ...otherTexts].filter((text) => text !== '');
        return [{ words: `${name}: ${words}`, shown, looks }];
      }),
    ],
    excluded: excludedWords(services),
    pictures: shownPictures(
      pictures,
      services.map(({ name }) => name),
      size,
    ),
    losses: losses
      .slice(0, mostLines)
      .map((loss) => [lostHostsWords(loss), lossWords(loss), loss.breaks.join(', ')]),
    moreLosses: Math.max(0, losses.length - mostLines),
    promises: promises.map((promise) => [
      promise.name,
      String(promise.atLeast),
      String(promise.left),
      promiseWords(promise),
      promise.words,
    ]),
    later: laterWords(services),
    assumptions,
  };
}
