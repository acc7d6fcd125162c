import { nearest } from '../../diagnostics/nearest.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { readTopics, type Topic } from './topics.ts';

/** Explains a diagnostic code, a rule, a drill or an exit code; a code that is two of them, as both. */
export async function explainCode(code: string): Promise<Topic[]> {
  const topics = await readTopics();
  const wanted = code.replace(/^\[(.*)\]$/, '$1');
  const found = topics.filter(({ name }) => name === wanted);
  if (found.length > 0) return found;
  const meant = nearest(
    wanted,
    topics.map(({ name }) => name),
  );
  throw usageError(
    `there is nothing called ${code} to explain`,
    meant === undefined
      ? 'rancher-catalog explain --list lists the codes'
      : `did you mean ${meant}?`,
  );
}
