import type { Answer, Environment } from '../rancher/form/answer.ts';
import type { StoredStack } from '../rancher/form/launch-page.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import { plainValue } from '../rancher/launch/launched-service.ts';
import { storedService } from '../rancher/launch/stored-service.ts';
import type { Services } from '../rancher/launch/merge-file.ts';
import { writeYaml } from '../source/write-yaml.ts';
import { diffLines, type DiffLine } from './changed-lines.ts';

/** A service that an upgrade adds, changes, or no longer has. */
export interface ChangedService {
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Its definition in both versions. */
  readonly lines: readonly DiffLine[];
}

/** What an upgrade changes. Plain data. */
export interface UpgradeDiff {
  /** Stored answers that the version does not ask for: they are not sent, and lost. */
  readonly dropped: readonly { readonly variable: string; readonly answer: string | null }[];
  /** Answers to variables that the stack does not have. */
  readonly added: readonly { readonly variable: string; readonly answer: Answer }[];
  /** Undefined if Rancher rejects one of the two launches. */
  readonly services: readonly ChangedService[] | undefined;
}

function textOf(services: Services, name: string): string {
  const service = services.get(name);
  return service ? writeYaml(plainValue(storedService(service))) : '';
}

function changedServices(before: Services, after: Services): ChangedService[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name): ChangedService[] => {
    const [old, now] = [textOf(before, name), textOf(after, name)];
    if (old === now) return [];
    const change = !before.has(name) ? 'added' : after.has(name) ? 'changed' : 'removed';
    return [{ name, change, lines: diffLines(old, now) }];
  });
}

const isAccepted = ({ verdict }: Launch) => verdict === 'accepted';

/** What an upgrade changes: `before` is the stack as it was launched, `after` what the form launches. */
export function upgradeDiff(
  stored: StoredStack['environment'],
  sent: Environment,
  before: Launch,
  after: Launch,
): UpgradeDiff {
  const dropped = Object.entries(stored).filter(([variable]) => !Object.hasOwn(sent, variable));
  const added = Object.entries(sent).filter(([variable]) => !Object.hasOwn(stored, variable));
  return {
    dropped: dropped.map(([variable, answer]) => ({ variable, answer })),
    added: added.map(([variable, answer]) => ({ variable, answer })),
    services:
      isAccepted(before) && isAccepted(after)
        ? changedServices(before.config, after.config)
        : undefined,
  };
}
