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
import type { ServicePlan } from './stack-plan.ts';

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

/** Of more losses, the first are listed. */
const mostLosses = 20;

/** What is shown of a placement as text. */
const size = { columns: 12, blocks: 12 };

const serviceRow = (service: ServicePlan, hosts: number): string[] => [
  [service.name, ...service.sidekicks.map((each) => `+ ${each}`)].join(' '),
  wantedWords(service),
  placedWords(service),
  spreadWords(service),
  `${service.hosts.length} of ${hosts}`,
];

/** Hosts that services cannot use; services for which that is the same are named together. */
function excludedWords(services: readonly ServicePlan[]): string[] {
  const alike = new Map<string, string[]>();
  for (const { name, excluded } of services) {
    for (const { hosts, reason } of excluded) {
      const shown = hosts.slice(0, 3).join(', ');
      const more = hosts.length > 3 ? ` and ${hosts.length - 3} more` : '';
      const words = `${shown}${more}: ${reason}`;
      const same = alike.get(words);
      if (same) same.push(name);
      else alike.set(words, [name]);
    }
  }
  return [...alike].map(([words, names]) => `${listWords(names)} cannot use ${words}`);
}

/** What happens after a loss: services to which the same happens are named together. */
function laterWords(services: readonly ServicePlan[]): string[][] {
  const alike = new Map<string, ServicePlan[]>();
  for (const service of services) {
    const same = alike.get(service.afterLoss.words);
    if (same) same.push(service);
    else alike.set(service.afterLoss.words, [service]);
  }
  return [...alike].map(([words, members]) => {
    const of = (name: string) => (members.length === 1 ? '' : `${name}: `);
    return [
      `${listWords(members.map(({ name }) => name))}: ${words}`,
      ...members.flatMap(({ name, data, drift, warnings }) => [
        ...(data.survives === 'none' ? [] : [`${of(name)}${data.words}`]),
        ...(drift === undefined ? [] : [`${of(name)}${drift}`]),
        ...warnings.map((warning) => `${of(name)}warning: ${warning}`),
      ]),
    ];
  });
}

/** The texts of a plan. */
export function planReport(described: DescribedPlan): PlanReport {
  const { hosts, plan } = described;
  const { services, losses, promises, pictures, assumptions } = plan;
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
      .slice(0, mostLosses)
      .map((loss) => [lostHostsWords(loss), lossWords(loss), loss.breaks.join(', ')]),
    moreLosses: Math.max(0, losses.length - mostLosses),
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
