import { stringify } from 'yaml';

/** A plain value as YAML that Rancher's YAML 1.1 reads as the same value. */
export function writeYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
