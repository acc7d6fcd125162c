import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { causeKinds, type Cause } from './cause.ts';

/** What can be allowed without being a change. */
export const fixedSecret = 'fixed-secret';

/** What `--allow` may name. */
export const allowable: readonly string[] = [
  ...Object.entries(causeKinds)
    .filter(([, bump]) => bump !== 'patch')
    .map(([kind]) => kind),
  fixedSecret,
];

/** An error for each unknown `--allow`. It is `kind`, or `kind:subject` for a single cause. */
export function checkAllowances(allowed: readonly string[]): Diagnostic[] {
  return allowed.flatMap((text): Diagnostic[] => {
    const kind = text.split(':')[0] ?? '';
    if (allowable.includes(kind)) return [];
    const meant = nearest(kind, allowable);
    return [
      {
        code: 'usage',
        severity: 'error',
        message: `unknown cause: --allow ${text}`,
        hint: meant === undefined ? `one of ${allowable.join(', ')}` : `did you mean ${meant}?`,
      },
    ];
  });
}

/** Whether a cause is allowed, by its kind or with its subject. */
export function isAllowed({ kind, subject }: Cause, allowed: readonly string[]): boolean {
  return allowed.includes(kind) || allowed.includes(`${kind}:${subject}`);
}
