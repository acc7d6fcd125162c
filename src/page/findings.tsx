import type { Panels } from '../preview/panels.ts';
import type { ServedFile } from '../rancher/form/served-template.ts';

interface Props {
  readonly findings: Panels['lint'];
  readonly files: readonly ServedFile[];
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** What `lint` finds in the version with these answers, each with its line. */
export function Findings({ findings, files }: Props) {
  if (findings.length === 0) return <p>No problems found.</p>;
  const lineOf = ({ file, line }: Props['findings'][number]['at']) =>
    line === undefined
      ? undefined
      : files.find(({ name }) => name === nameOf(file))?.text.split('\n')[line - 1];
  return (
    <ul class="finding-list">
      {findings.map(({ code, severity, message, at, hint }) => {
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
    </ul>
  );
}
