import type { VersionChange } from '../actions/publishing/set-next-version.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';

/** The old and the new version of an answers file, and what the bump is for. */
export function formatChange({ plan, isWritten, diagnostics }: VersionChange): string {
  if (!plan || hasErrors(diagnostics)) return '';
  const { name, from, next, text } = plan;
  const move = next.version === from ? from : `${from} → ${next.version}`;
  const lines = [
    `${name} ${move}  ${next.reason}`,
    ...next.causes.map(({ bump, message }) => `    ${bump}: ${message}`),
    ...(text !== undefined && !isWritten ? ['nothing was written'] : []),
  ];
  return `${lines.join('\n')}\n`;
}
