import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Launch } from './launch.ts';
import { plainValue } from './launched-service.ts';
import { quotesHint } from './quotes-hint.ts';
import { storedService } from './stored-service.ts';
import { KeptWith } from '../../source/kept-with.ts';
import { placeAt } from '../../source/place-at.ts';
import { writeYaml } from '../../source/write-yaml.ts';
import type { MapNode } from '../../source/yaml-node.ts';

const placeOf = ({ at }: Launch) => at && placeAt(at.file.path, at.file.text ?? '', at.offset);

const stages: Readonly<Record<string, string>> = {
  questions: 'reading the questions',
  createVariableMap: 'reading the questions',
  'merge:docker-compose.yml': 'reading docker-compose.yml',
  'merge:rancher-compose.yml': 'reading rancher-compose.yml',
  create: 'creating the services',
};

/** The rejection, unset variables and errors of the API, as diagnostics. */
export function launchDiagnostics(launch: Launch, folder: string): Diagnostic[] {
  const { verdict, stage, error, undefinedVariables, apiErrors, answers } = launch;
  const at = placeOf(launch);
  const place = at ? { at } : { at: { file: folder } };
  const words = (error ?? '').replaceAll(/\n\s*/g, ' ');
  const refusals: Diagnostic[] = [];
  if (verdict === 'rejected') {
    const message = `Rancher rejects the launch while ${stages[stage ?? ''] ?? 'reading the files'}: ${words}`;
    const hint = quotesHint(launch);
    const more = hint === undefined ? {} : { hint };
    refusals.push({ code: 'launch-refused', severity: 'error', message, ...place, ...more });
  } else if (verdict === 'panic') {
    const message = `Rancher's launcher crashes: ${words}`;
    refusals.push({ code: 'launch-panic', severity: 'error', message, ...place });
  } else if (verdict === 'not-launchable') {
    const message = 'docker-compose.yml is missing or empty, so Rancher launches nothing';
    refusals.push({ code: 'launch-nothing', severity: 'error', message, ...place });
  }
  return [
    ...refusals,
    ...[...launch.unknownAnswers].map((name): Diagnostic => ({
      code: 'launch-unanswered',
      severity: 'warning',
      message: `the question ${name} must be answered before Rancher launches; ${answers.get(name) ?? ''} stands for the answer`,
      at: { file: folder },
      hint: `try an answer: --set ${name}=ANSWER`,
    })),
    ...undefinedVariables.map((name): Diagnostic => ({
      code: 'launch-variable',
      severity: 'warning',
      message: `the variable ${name} is not set; Rancher uses an empty string`,
      at: { file: folder },
    })),
    ...apiErrors.map(({ service, key, message }): Diagnostic => ({
      code: 'launch-api',
      severity: 'error',
      message: `Rancher's API rejects the service ${service}: ${key === undefined ? '' : `${key}: `}${message}`,
      at: { file: folder },
    })),
  ];
}

/** The launch as plain data. */
export function describeLaunch(launch: Launch): Record<string, unknown> {
  const at = placeOf(launch);
  return {
    verdict: launch.verdict,
    stage: launch.stage,
    error: launch.error,
    ...(at ? { at } : {}),
    undefinedVariables: launch.undefinedVariables,
    services: launch.services,
    apiErrors: launch.apiErrors,
    unknownAnswers: [...launch.unknownAnswers],
    answers: Object.fromEntries(launch.answers),
  };
}

/** The text of a service in the file, with the name that it has there: most answers change few of them. */
const written = new KeptWith<MapNode, { readonly name: string; readonly text: string }>();

function serviceYaml(name: string, service: MapNode): string {
  const known = written.get(service);
  if (known?.name === name) return known.text;
  const text = writeYaml({ services: { [name]: plainValue(storedService(service)) } });
  const lines = text.slice(text.indexOf('\n') + 1);
  written.set(service, { name, text: lines });
  return lines;
}

/** The services in full, as one compose file of version 2. */
export function launchYaml({ config }: Launch): string {
  if (config.size === 0) return writeYaml({ version: '2', services: {} });
  // Numbers are the first keys of an object, and the file is that of one.
  const names = Object.keys(Object.fromEntries(config));
  const texts = names.map((name) => {
    const service = config.get(name);
    return service ? serviceYaml(name, service) : '';
  });
  return `${writeYaml({ version: '2' })}services:\n${texts.join('')}`;
}
