import { useMemo, useState } from 'preact/hooks';
import { sortDiagnostics } from '../diagnostics/format-diagnostic.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { PanelInput, Panels as Computed } from '../preview/panels.ts';
import type { Environment } from '../plan/environment.ts';
import type { LaunchPage } from '../rancher/form/launch-page.ts';
import { answersText } from '../rancher/form/preview-tabs.ts';
import { Code, type LineNote } from './code.tsx';
import { Findings } from './findings.tsx';
import { usualChoice, type HostChoice } from './host-choice.tsx';
import { PlacementPanel } from './placement-panel.tsx';
import type { PreviewWorker } from './preview-worker.ts';
import { Services } from './services.tsx';
import { Tabs, type Tab } from './tabs.tsx';
import { UpgradeChanges } from './upgrade-changes.tsx';
import type { UpgradedStack } from './use-launch.ts';
import type { Newest } from './use-newest.ts';

interface Props {
  readonly shown: Pick<Newest<Computed>, 'result' | 'failure'>;
  /** About the version, whatever the answers are. */
  readonly findings: readonly LintFinding[];
  readonly input: PanelInput;
  readonly page: LaunchPage | undefined;
  readonly worker: PreviewWorker;
  /** The hosts of the settings file. @default unknown */
  readonly known: Environment | undefined;
  readonly upgraded: UpgradedStack | undefined;
}

const verdicts: Readonly<Record<Computed['verdict'], string>> = {
  accepted: 'Rancher creates these services',
  rejected: 'Rancher refuses this',
  panic: 'This crashes the launcher of Rancher',
  'not-launchable': 'There is nothing to launch',
};

type Diagnosed = Computed['diagnostics'][number] | LintFinding;

/** Remarks at the lines of a file. */
function notesOf(remarks: readonly Diagnosed[], name: string): LineNote[] {
  return remarks.flatMap(({ at, severity, message, hint }) => {
    const isHere = at?.file === name || at?.file.endsWith(`/${name}`);
    if (!isHere || at?.line === undefined) return [];
    const text = hint === undefined ? message : `${message} (${hint})`;
    return [{ line: at.line, severity, text }];
  });
}

const none: readonly LineNote[] = [];

/** The rendered files. Remarks are at lines of the file as written: they fit if no line was added or removed. */
function fileTabs(
  { rendered, diagnostics }: Computed,
  lint: readonly LintFinding[],
  page: LaunchPage | undefined,
): Tab[] {
  const remarks = [...diagnostics, ...lint];
  return rendered.map(({ name, text, changed }) => {
    const written = page?.version?.files.find((file) => file.name === name)?.text ?? '';
    const isSame = written.split('\n').length === text.split('\n').length;
    const notes = isSame ? notesOf(remarks, name) : none;
    return {
      name,
      content: () => <Code key={name} name={name} text={text} changed={changed} notes={notes} />,
    };
  });
}

function mergedTab({ merged }: Computed): Tab[] {
  if (!merged) return [];
  return [
    {
      name: 'Merged',
      content: () => <Code name="Merged services" text={merged.text} changed={merged.changed} />,
    },
  ];
}

function Untold({ untold }: Pick<Computed, 'untold'>) {
  return untold.length === 0 ? (
    <p>There is nothing to add to what Rancher shows.</p>
  ) : (
    <ul class="untold">
      {untold.map(({ kind, variable, message }) => (
        <li key={`${kind} ${variable} ${message}`}>
          {variable !== undefined && <code>{variable}</code>} {message}
        </li>
      ))}
    </ul>
  );
}

function useTabs(props: Props): readonly Tab[] {
  const { shown, findings, page, input, worker, known, upgraded } = props;
  const panels = shown.result;
  const [hosts, chooseHosts] = useState<HostChoice>(() => usualChoice(known));
  return useMemo(() => {
    if (!panels) return [];
    const { services, untold } = panels;
    const lint = sortDiagnostics([...panels.lint, ...findings]);
    const files = page?.version?.files ?? [];
    return [
      ...fileTabs(panels, lint, page),
      ...mergedTab(panels),
      { name: 'Services', content: () => <Services services={services} /> },
      {
        name: 'Findings',
        count: lint.length,
        content: () => <Findings findings={lint} files={files} />,
      },
      {
        name: 'Pitfalls',
        count: untold.length,
        content: () => <Untold untold={untold} />,
      },
      {
        name: 'Placement',
        content: () => (
          <PlacementPanel
            worker={worker}
            input={input}
            known={known}
            choice={hosts}
            onChoice={chooseHosts}
          />
        ),
      },
      ...(upgraded
        ? [
            {
              name: 'Upgrade',
              content: () => <UpgradeChanges worker={worker} input={input} upgraded={upgraded} />,
            },
          ]
        : []),
      {
        name: 'answers.txt',
        content: () => (
          <Code name="answers.txt" text={page ? answersText(page) : ''} language="bash" />
        ),
      },
    ];
  }, [panels, findings, page, input, worker, known, hosts, upgraded]);
}

/** Of more services, the first are named. */
const mostNames = 30;

const firstOf = (names: readonly string[]): string => {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
};

function Verdict({ shown: { result: panels, failure } }: Pick<Props, 'shown'>) {
  if (failure !== undefined) {
    return (
      <p class="verdict stopped" role="status">
        {failure}
      </p>
    );
  }
  if (!panels) return <p class="verdict">…</p>;
  const { verdict, services, diagnostics } = panels;
  const refusals = diagnostics.filter(({ severity }) => severity === 'error');
  const isCreated = verdict === 'accepted' && refusals.length === 0;
  return (
    <div class={`verdict ${isCreated ? 'accepted' : 'rejected'}`} role="status">
      <p>
        <strong>
          {verdict === 'accepted' && !isCreated
            ? 'Rancher reads this, but its API refuses it'
            : verdicts[verdict]}
        </strong>
        {isCreated && `: ${firstOf(services.map(({ name }) => name))}`}
      </p>
      {refusals.map(({ message, at, hint }) => (
        <p key={message}>
          {at?.line !== undefined && (
            <code>
              {at.file.slice(at.file.lastIndexOf('/') + 1)}:{at.line}
            </code>
          )}{' '}
          {message}
          {hint !== undefined && <em> {hint}</em>}
        </p>
      ))}
    </div>
  );
}

/** What Rancher would make of the form, beside it. */
export function Panels(props: Props) {
  const [open, openTab] = useState('');
  const tabs = useTabs(props);
  return (
    <section class="panels" aria-label="What Rancher makes of it">
      <Verdict shown={props.shown} />
      {tabs.length > 0 && <Tabs label="Results" tabs={tabs} open={open} onOpen={openTab} />}
    </section>
  );
}
