import type { Diagnosis } from './diagnosis.ts';

/** The least severe finding with which a check fails. */
export type FailOn = 'error' | 'warning';

/** The exit code if there are only warnings, unless the caller decides otherwise. */
const warningsOnly = 3;

/**
 * 2 if the cluster could not be read, 1 for an error or without a master that accepts writes. Only warnings:
 * 3, with `warning` 1, with `error` 0. Otherwise 0.
 */
export function statusExitCode({ state, causes }: Diagnosis, failOn?: FailOn): number {
  if (state === 'cannot-look') return 2;
  if (state !== 'healthy') return 1;
  if (causes.length === 0 || failOn === 'error') return 0;
  return failOn === 'warning' ? 1 : warningsOnly;
}
