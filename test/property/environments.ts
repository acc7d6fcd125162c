import { parse } from 'yaml';
import { interpolate } from '../support/interpolate.ts';

/** The environment of Rancher's containers, interpolated with the defaults of the questions. */
export function environments(
  files: Map<string, string>,
  yamlVersion: '1.1' | '1.2',
): Record<string, string>[] {
  const docker = parse(files.get('docker-compose.yml') ?? '', { version: yamlVersion });
  const rancher = parse(files.get('rancher-compose.yml') ?? '', { version: yamlVersion });
  const answers: Record<string, string> = Object.fromEntries(
    (rancher.catalog.questions ?? []).map((question: { variable: string; default: string }) => [
      question.variable,
      question.default,
    ]),
  );
  return Object.values<{ environment: Record<string, string> }>(docker.services).map(
    ({ environment }) =>
      Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, interpolate(value, answers)]),
      ),
  );
}
