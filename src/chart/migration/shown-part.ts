import { counted } from '../../diagnostics/counted.ts';
import { isMap } from '../../model/json.ts';

/** Keys of services whose values do not have passwords. */
const open = new Set(
  'cap_add cap_drop cpu_shares devices dns dns_search expose external_links extra_hosts hostname image ipc links mem_limit mem_reservation milli_cpu_reservation network_mode pid ports privileged read_only restart retain_ip scale stdin_open stop_grace_period stop_signal sysctls tty user volume_driver volumes volumes_from working_dir'.split(
    ' ',
  ),
);

const hidden = 'not shown: it can have passwords';

const isScalar = (value: unknown) => typeof value !== 'object' || value === null;

/** All scalars of a value as one text; undefined if it is nested deeper. */
function flatText(value: unknown): string | undefined {
  if (isScalar(value)) return String(value);
  const parts = isMap(value)
    ? Object.entries(value).map(([key, each]) => [`${key}: `, each] as const)
    : Array.isArray(value)
      ? value.map((each: unknown) => ['', each] as const)
      : [];
  if (!parts.every(([, each]) => isScalar(each))) return undefined;
  return parts.map(([before, each]) => `${before}${String(each)}`).join(', ');
}

/** The names of a map, or of a list of `NAME=VALUE`. */
function namesIn(value: unknown): string {
  if (isMap(value)) return Object.keys(value).join(', ');
  const items = Array.isArray(value) ? value.map(String) : [];
  return items.map((item) => item.split('=', 1)[0] ?? '').join(', ');
}

/** What a service has for a key, without what can be a password. */
export function shownPart(key: string, value: unknown): string {
  if (open.has(key)) return flatText(value) ?? hidden;
  if (key === 'environment') return namesIn(value) || 'nothing';
  if (isMap(value)) return `the keys ${Object.keys(value).join(', ')}`;
  return Array.isArray(value) ? `${counted(value.length, 'item')}, ${hidden}` : hidden;
}

/** A text in place of which *** is shown if it has one of the secrets. */
export const masked = (text: string, secrets: readonly string[]): string =>
  secrets.some((secret) => secret !== '' && text.includes(secret)) ? '***' : text;
