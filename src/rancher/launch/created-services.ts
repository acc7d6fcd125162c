import { sidekicksOf } from './check-services.ts';
import type { Launch } from './launch.ts';
import { isGlobal, type LaunchedService } from './launched-service.ts';

/** A service that Rancher creates, with its sidekicks, which Rancher does not count as services. */
export interface CreatedService {
  readonly name: string;
  /** Containers, or `global`: one on every host. */
  readonly scale: number | 'global';
  readonly summary: LaunchedService;
  readonly sidekicks: readonly { readonly name: string; readonly summary: LaunchedService }[];
}

/** The services of an accepted launch, in the order of the files. */
export function createdServices({ services, config }: Launch): CreatedService[] {
  const summaries = new Map(Object.entries(services ?? {}));
  const isSidekick = new Set<string>();
  const below = new Map(
    [...config].map(([name, service]) => {
      const found = sidekicksOf(service).flatMap((each) => {
        const summary = summaries.get(each);
        return summary ? [{ name: each, summary }] : [];
      });
      for (const each of found) isSidekick.add(each.name);
      return [name, found] as const;
    }),
  );
  return [...summaries]
    .filter(([name]) => !isSidekick.has(name))
    .map(([name, summary]) => ({
      name,
      // A scale of 0 or less is 1 (executor rancher/service.go:257).
      scale: isGlobal(summary.labels ?? {}) ? 'global' : Math.max(1, summary.scale),
      summary,
      sidekicks: below.get(name) ?? [],
    }));
}
