import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { causeKinds, type Cause } from './cause.ts';

/** The one thing that can be allowed and is no change. */
export const fixedSecret = 'fixed-secret';

/** What `--allow` may name. */
export const allowable: readonly string[] = [
  ...Object.entries(causeKinds)
    .filter(([, bump]) => bump !== 'patch')
    .map(([kind]) => kind),
  fixedSecret,
];

/** A fault for each `--allow` that names nothing: `kind`, or `kind:subject` for one of them. */
export function checkAllowances(allowed: readonly string[]): Diagnostic[] {
  return allowed.flatMap((text): Diagnostic[] => {
    const kind = text.split(':')[0] ?? '';
    if (allowable.includes(kind)) return [];
    const meant = nearest(kind, allowable);
    return [
      {
        code: 'usage',
        severity: 'error',
        message: `--allow ${text} is none of the causes`,
        hint: meant === undefined ? `one of ${allowable.join(', ')}` : `did you mean ${meant}?`,
      },
    ];
  });
}

/** Whether a cause was accepted, by its kind or by name. */
export function isAllowed({ kind, subject }: Cause, allowed: readonly string[]): boolean {
  return allowed.includes(kind) || allowed.includes(`${kind}:${subject}`);
}
