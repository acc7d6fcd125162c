import { useEffect, useState } from 'preact/hooks';
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

function LostAtOnce({ choice, most, onChoice }: Omit<Props, 'known'> & { readonly most: number }) {
  return (
    <label>
      Lost at once
      <select
        class="field"
        value={Math.min(choice.lose, most)}
        onChange={({ currentTarget: { value } }) => onChoice({ ...choice, lose: Number(value) })}
      >
        {Array.from({ length: Math.min(mostLost, most) }, (_none, index) => (
          <option key={index} value={index + 1}>
            {index + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

const isCount = (count: number) => Number.isInteger(count) && count >= 1 && count <= mostHosts;

/** How many hosts there are: by a slider, or as a number. What is not one is marked, and changes nothing. */
function HostCount({
  hosts,
  onCount,
}: {
  readonly hosts: number;
  readonly onCount: (hosts: number) => void;
}) {
  const [text, setText] = useState(String(hosts));
  useEffect(() => setText(String(hosts)), [hosts]);
  const enter = (value: string) => {
    setText(value);
    if (isCount(Number(value))) onCount(Number(value));
  };
  const isValid = isCount(Number(text));
  return (
    <>
      <label class="host-count">
        Equal hosts
        <input
          type="range"
          min={1}
          max={slidHosts}
          value={Math.min(hosts, slidHosts)}
          onInput={({ currentTarget: { value } }) => enter(value)}
        />
        <input
          class="field"
          type="number"
          aria-label="Number of hosts"
          aria-invalid={!isValid}
          min={1}
          max={mostHosts}
          value={text}
          onInput={({ currentTarget: { value } }) => enter(value)}
          onBlur={() => setText(String(hosts))}
        />
      </label>
      {!isValid && (
        <span class="error" role="alert">
          a whole number from 1 to {mostHosts}
        </span>
      )}
    </>
  );
}

/** The controls of a placement: how many hosts there are, and how many are lost. */
export function HostControls({ known, choice, onChoice }: Props) {
  const { hosts } = choice;
  const listed = known?.isNumber === false ? known.hosts.length : undefined;
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
        <HostCount hosts={hosts} onCount={(count) => onChoice({ ...choice, hosts: count })} />
      )}
      <LostAtOnce choice={choice} most={hosts ?? listed ?? mostLost} onChoice={onChoice} />
    </div>
  );
}
