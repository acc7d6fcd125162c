import type { Panels } from '../preview/panels.ts';
import type { ServedFile } from '../rancher/form/served-template.ts';

interface Props {
  readonly findings: Panels['lint'];
  readonly files: readonly ServedFile[];
}

/** Findings that are drawn. */
const mostFindings = 300;

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** What `lint` finds in the version with these answers, each with its line. */
export function Findings({ findings, files }: Props) {
  if (findings.length === 0) return <p>No problems found.</p>;
  const lines = new Map(files.map(({ name, text }) => [name, text.split('\n')]));
  const lineOf = ({ file, line }: Props['findings'][number]['at']) =>
    line === undefined ? undefined : lines.get(nameOf(file))?.[line - 1];
  return (
    <ul class="finding-list">
      {findings.slice(0, mostFindings).map(({ code, severity, message, at, hint }) => {
        const line = lineOf(at);
        return (
          <li key={`${code} ${at.file} ${at.line} ${at.column} ${message}`}>
            <p>
              <span class={`severity ${severity}`}>{severity}</span>{' '}
              <code>
                {nameOf(at.file)}
                {at.line === undefined ? '' : `:${at.line}`}
              </code>{' '}
              {message} <span class="rule">[{code}]</span>
            </p>
            {line !== undefined && <pre>{line.trim()}</pre>}
            {hint !== undefined && <p class="hint">{hint}</p>}
          </li>
        );
      })}
      {findings.length > mostFindings && (
        <li>{findings.length - mostFindings} more are not drawn; the command lint lists all.</li>
      )}
    </ul>
  );
}
