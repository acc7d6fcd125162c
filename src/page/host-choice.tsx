import type { Environment } from '../plan/environment.ts';

/** For which hosts a placement is shown. */
export interface HostChoice {
  /** A number of equal hosts. @default undefined, the hosts of the settings file */
  readonly hosts: number | undefined;
  /** Hosts that are lost together. */
  readonly lose: number;
}

const usualHosts = 3;
const slidHosts = 20;
const mostHosts = 1000;
const mostLost = 3;

/** The hosts of the settings file, or three. */
export function usualChoice(known: Environment | undefined): HostChoice {
  const hosts = known?.isNumber === true ? known.hosts.length : known ? undefined : usualHosts;
  return { hosts, lose: 1 };
}

interface Props {
  readonly known: Environment | undefined;
  readonly choice: HostChoice;
  readonly onChoice: (choice: HostChoice) => void;
}

function LostAtOnce({ choice, onChoice }: Omit<Props, 'known'>) {
  return (
    <label>
      Lost at once
      <select
        class="field"
        value={choice.lose}
        onChange={({ currentTarget: { value } }) => onChoice({ ...choice, lose: Number(value) })}
      >
        {Array.from({ length: mostLost }, (_none, index) => (
          <option key={index} value={index + 1}>
            {index + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The controls of a placement: how many hosts there are, and how many are lost. */
export function HostControls({ known, choice, onChoice }: Props) {
  const { hosts } = choice;
  const listed = known?.isNumber === false ? known.hosts.length : undefined;
  const enter = ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => {
    const count = Number(value);
    if (Number.isInteger(count) && count >= 1 && count <= mostHosts) {
      onChoice({ ...choice, hosts: count });
    }
  };
  return (
    <div class="host-controls">
      {listed !== undefined && (
        <label>
          <input
            type="checkbox"
            checked={hosts === undefined}
            onChange={({ currentTarget: { checked } }) =>
              onChoice({ ...choice, hosts: checked ? undefined : Math.min(listed, mostHosts) })
            }
          />{' '}
          Hosts of the settings file ({listed})
        </label>
      )}
      {hosts !== undefined && (
        <label class="host-count">
          Equal hosts
          <input
            type="range"
            min={1}
            max={Math.max(slidHosts, hosts)}
            value={hosts}
            onInput={enter}
          />
          <input
            class="field"
            type="number"
            aria-label="Number of hosts"
            min={1}
            max={mostHosts}
            value={hosts}
            onInput={enter}
          />
        </label>
      )}
      <LostAtOnce choice={choice} onChoice={onChoice} />
    </div>
  );
}
