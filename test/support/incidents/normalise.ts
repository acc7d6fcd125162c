// Recorded answers without what differs between two recordings of the same incident.
import type { Recorded } from './incident-cluster.ts';

const takenAtMs = Date.UTC(2026, 0, 1, 12);

/**
 * The text of a fixture: the addresses are those of 10.0.0.0/24, ids are numbered, paths are those of a
 * container, and the time is noon. Durations are kept, because the headline is made of them.
 */
export function fixtureText({ name, sinceFaultMs, masterAfterMs, answer }: Recorded, net: string) {
  const ids = new Map<string, string>();
  const idOf = (id: string) => {
    const known = ids.get(id) ?? String(ids.size + 1).padStart(40, '0');
    ids.set(id, known);
    return known;
  };
  const text = JSON.stringify(
    {
      name,
      sinceFaultMs: Math.round(sinceFaultMs),
      ...(masterAfterMs === undefined ? {} : { masterAfterMs: Math.round(masterAfterMs) }),
      answer,
    },
    (key, value: unknown) => {
      if (key === 'takenAtMs') return takenAtMs;
      if (key === 'tookMs') return Math.round(Number(value));
      return value;
    },
  )
    .replaceAll(`${net}.`, '10.0.0.')
    .replaceAll(/"[0-9a-f]{40}"/g, (id) => `"${idOf(id.slice(1, -1))}"`)
    .replaceAll(/"[^"]*\/(redis|sentinel)\.conf"/g, '"/data/$1.conf"');
  // One node per line: a new recording can be compared with the old one.
  return `${text.replaceAll(/(?<=[[,])\{"at":/g, '\n{"at":')}\n`;
}
