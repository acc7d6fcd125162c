import { useMemo } from 'preact/hooks';
import type { Environment } from '../plan/environment.ts';
import type { PlanReport } from '../plan/plan-report.ts';
import type { PanelInput } from '../preview/panels.ts';
import type { Placement } from '../preview/placement.ts';
import { HostColumns } from './host-columns.tsx';
import { HostControls, type HostChoice } from './host-choice.tsx';
import type { PreviewWorker } from './preview-worker.ts';
import { Table } from './table.tsx';
import { useNewest } from './use-newest.ts';

interface Props {
  readonly worker: PreviewWorker;
  readonly input: PanelInput;
  readonly known: Environment | undefined;
  readonly choice: HostChoice;
  readonly onChoice: (choice: HostChoice) => void;
}

const looks: Readonly<Record<Placement['outcome'], string>> = {
  always: 'accepted',
  can: '',
  undecided: '',
  never: 'rejected',
};

function Reasons({ reasons }: Pick<PlanReport, 'reasons'>) {
  return reasons.map(({ words, shown, looks: state }) => (
    <div key={words} class="reason">
      <p>{words}</p>
      {shown.map((text, index) => (
        <p key={text}>
          {index === 0 ? 'Rancher shows: ' : 'or: '}
          <q>{text}</q>
        </p>
      ))}
      {state !== '' && <p>The service is {state}.</p>}
    </div>
  ));
}

function List({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {items.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </section>
  );
}

function Later({ later }: Pick<PlanReport, 'later'>) {
  return (
    <section>
      <h3>After a loss</h3>
      {later.map(([words, ...notes]) => (
        <div key={words}>
          <p>{words}</p>
          {notes.length > 0 && (
            <ul>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  );
}

/** What a loss costs, and what is promised. */
function Losses({
  report: { losses, moreLosses, promises },
  lose,
}: {
  readonly report: PlanReport;
  readonly lose: number;
}) {
  const costs = ['Lost', 'Costs', 'Can break'].slice(0, promises.length === 0 ? 2 : 3);
  return (
    <>
      {losses.length > 0 && (
        <section>
          <h3>If {lose === 1 ? 'a host is' : `${lose} hosts are`} lost, in the worst case</h3>
          <Table
            label="Losses"
            head={costs}
            rows={losses.map((row) => row.slice(0, costs.length))}
          />
          {moreLosses > 0 && <p>and {moreLosses} more</p>}
        </section>
      )}
      {promises.length > 0 && (
        <section>
          <h3>Promises</h3>
          <Table
            label="Promises"
            head={['Promise', 'Needs', 'Left', 'Result', 'Worst loss']}
            rows={promises}
          />
        </section>
      )}
    </>
  );
}

const serviceHead = [
  'Service',
  'Containers',
  'Placed',
  'Most on one host',
  'Hosts it can use',
] as const;

function Report({ placement }: { readonly placement: Placement }) {
  const { outcome, lose, report, services, diagnostics } = placement;
  return (
    <>
      <p class={`verdict ${looks[outcome]}`} role="status">
        <strong>{report.headline}</strong>
      </p>
      {diagnostics.map(({ message, hint }) => (
        <p key={message} class="warning">
          {message} {hint !== undefined && <em>{hint}</em>}
        </p>
      ))}
      <Reasons reasons={report.reasons} />
      <HostColumns pictures={report.pictures} services={services} />
      <Table label="Placed services" head={serviceHead} rows={report.services} />
      <List title="Hosts that are left out" items={report.excluded} />
      <Losses report={report} lose={lose} />
      <Later later={report.later} />
      <List title="This holds for" items={report.assumptions} />
    </>
  );
}

/** Where the containers of the form can run, and what the loss of hosts costs. */
export function PlacementPanel({ worker, input, known, choice, onChoice }: Props) {
  const { hosts, lose } = choice;
  const call = useMemo(() => ({ panel: input, hosts, lose }), [input, hosts, lose]);
  const { result, failure, isPending } = useNewest(worker, 'placement', call);
  return (
    <div class="placement">
      <HostControls known={known} choice={choice} onChoice={onChoice} />
      {failure !== undefined && (
        <p class="failure">
          {failure} The command <code>rancher-catalog plan</code> has no such limit.
        </p>
      )}
      {result === undefined && failure === undefined && <p>…</p>}
      {result === 'refused' && <p>Rancher refuses this, so nothing is placed.</p>}
      {result !== undefined && result !== 'refused' && failure === undefined && (
        <div class={isPending ? 'pending' : ''} aria-busy={isPending}>
          <Report placement={result} />
        </div>
      )}
    </div>
  );
}
