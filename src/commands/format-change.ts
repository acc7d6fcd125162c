import type { VersionChange } from '../actions/publishing/set-next-version.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { shellWord } from '../model/shell-word.ts';

function nextStep(isChanged: boolean, isWritten: boolean, path: string): string {
  if (isChanged && !isWritten) return 'nothing was written; run the command without --dry-run';
  const publish = `rancher-catalog publish -a ${shellWord(path)} --repo URL`;
  return isWritten ? `commit ${shellWord(path)}, then ${publish}` : publish;
}

/** The old and the new version of the answers file at `path`, and what the bump is for. */
export function formatChange(
  { plan, isWritten, diagnostics }: VersionChange,
  path: string,
): string {
  if (!plan || hasErrors(diagnostics)) return '';
  const { name, from, next, set, text } = plan;
  const move = next.version === from ? from : `${from} → ${next.version}`;
  const lines = [
    `${name} ${move}  ${next.reason}`,
    ...next.causes.map(
      ({ bump, message, isOfChart }) => `    ${bump}${isOfChart ? ' (chart)' : ''}: ${message}`,
    ),
    ...(text !== undefined && set.length > 0 ? [`    set: ${set.join(', ')}`] : []),
    '',
    `next: ${nextStep(text !== undefined, isWritten, path)}`,
  ];
  return `${lines.join('\n')}\n`;
}
