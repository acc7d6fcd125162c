import { stringify } from 'yaml';

/** A plain value as YAML that the 1.1 of Rancher reads as this value. */
export function writeYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
