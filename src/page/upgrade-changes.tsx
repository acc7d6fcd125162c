import { useMemo } from 'preact/hooks';
import type { PanelInput } from '../preview/panels.ts';
import type { UpgradeDiff } from '../preview/upgrade-diff.ts';
import type { PreviewWorker } from './preview-worker.ts';
import type { UpgradedStack } from './use-launch.ts';
import { useNewest } from './use-newest.ts';

interface Props {
  readonly worker: PreviewWorker;
  readonly input: PanelInput;
  readonly upgraded: UpgradedStack;
}

const shown = (answer: unknown) =>
  answer === undefined || answer === null ? 'nothing' : JSON.stringify(answer);

const signs = { same: ' ', added: '+', removed: '-' } as const;

function ServiceChanges({ services }: Pick<UpgradeDiff, 'services'>) {
  if (!services)
    return <p>Rancher refuses one of the two versions, so services cannot be compared.</p>;
  if (services.length === 0) return <p>No service changes.</p>;
  return services.map(({ name, change, lines }) => (
    <section key={name}>
      <h3>
        {name} <span class={`change ${change}`}>{change}</span>
      </h3>
      <pre class="diff" tabIndex={0} aria-label={`Changes of ${name}`}>
        {lines.map(({ kind, text }) => (
          <span class={kind}>{`${signs[kind]} ${text}\n`}</span>
        ))}
      </pre>
    </section>
  ));
}

function Answers({
  title,
  answers,
}: {
  readonly title: string;
  readonly answers: readonly { variable: string; answer: unknown }[];
}) {
  if (answers.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {answers.map(({ variable, answer }) => (
          <li key={variable}>
            <code>{variable}</code>: {shown(answer)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What an upgrade changes: answers that are lost and new, and the services. */
export function UpgradeChanges({ worker, input, upgraded }: Props) {
  const call = useMemo(
    () => ({ panel: input, installed: upgraded.installed, stored: upgraded.stack.environment }),
    [input, upgraded],
  );
  const { result: diff, failure } = useNewest(worker, 'upgrade', call);
  if (failure !== undefined) return <p class="failure">{failure}</p>;
  if (!diff) return <p>…</p>;
  return (
    <div class="upgrade">
      <Answers title="Answers that are lost" answers={diff.dropped} />
      <Answers title="New answers" answers={diff.added} />
      <ServiceChanges services={diff.services} />
    </div>
  );
}
