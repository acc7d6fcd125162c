import { parseExpression } from '../answers/expression.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { listWords } from '../diagnostics/list-words.ts';
import type { StatedPromise } from '../model/survival.ts';
import type { SurvivalPromise } from './plan-options.ts';

/** A launch, as far as promises need it. */
export interface LaunchedStack {
  readonly answers: ReadonlyMap<string, string>;
  readonly services: ReadonlySet<string>;
}

const numberOr = (text: string | undefined) =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text;

/** The number of a promise, or why there is none. */
function numberOf({ atLeast }: StatedPromise, { answers }: LaunchedStack): number | string {
  try {
    const expression = parseExpression(atLeast);
    const value = expression.evaluate((name) => numberOr(answers.get(name)));
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    const texts = [...new Set(expression.names)].filter(
      (name) => typeof numberOr(answers.get(name)) !== 'number',
    );
    return texts.length === 0
      ? `${atLeast} is not a whole number`
      : `it needs a whole number for ${listWords(texts)}`;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** The promises of an entry as numbers, with the answers of a launch; warnings about others are shown at `file`. */
export function readSurvival(
  stated: readonly StatedPromise[],
  launched: LaunchedStack,
  file: string,
): { readonly promises: readonly SurvivalPromise[]; readonly diagnostics: readonly Diagnostic[] } {
  const promises: SurvivalPromise[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const promise of stated) {
    const { name, services, count } = promise;
    const missing = services.filter((service) => !launched.services.has(service));
    const atLeast = numberOf(promise, launched);
    const fault =
      missing.length > 0
        ? `the stack has no service ${listWords(missing)}`
        : typeof atLeast === 'string' && atLeast;
    if (fault !== false || typeof atLeast === 'string') {
      diagnostics.push({
        code: 'promise-unknown',
        severity: 'warning',
        message: `the promise ${JSON.stringify(name)} is not checked: ${String(fault)}`,
        at: { file },
      });
      continue;
    }
    const kind = count === 'hosts' ? 'hosts-with-data' : 'containers';
    promises.push({ name, kind, services, atLeast });
  }
  return { promises, diagnostics };
}
