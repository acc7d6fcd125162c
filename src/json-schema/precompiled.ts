import type { ValidateFunction } from 'ajv';

/**
 * Validators compiled when the program was built, by the digest of their schema's text. Empty in
 * the source: scripts/build.mjs replaces the module in the bundle.
 */
export const precompiled: Readonly<Record<string, ValidateFunction | undefined>> = {};
