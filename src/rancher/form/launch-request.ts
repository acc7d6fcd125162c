import { isMissing, type Environment } from './answer.ts';
import type { LaunchPage } from './launch-page.ts';
import type { ServedVersion } from './served-template.ts';
import { stackNameError } from './stack-name.ts';

/** The request that the page sends to the API. A field that is undefined is not in it. */
export interface LaunchRequest {
  /** A new stack, or the action `upgrade` of one. */
  readonly kind: 'create' | 'upgrade';
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly system?: boolean | undefined;
  readonly startOnCreate?: boolean | undefined;
  readonly dockerCompose: string | undefined;
  readonly rancherCompose: string | undefined;
  readonly environment: Environment;
  readonly externalId: string;
}

/** The answers that are sent: one per variable of the shown version; of several questions, the last one counts. */
export const sentEnvironment = ({ version, answers }: LaunchPage): Environment =>
  Object.fromEntries(
    (version?.questions ?? []).map(({ variable }, index) => [variable, answers[index]]),
  );

/** Whether the stack belongs to Rancher's own infrastructure. */
const isSystem = ({ template }: LaunchPage) => template.base === 'infra';

/** The errors that the page finds before it sends anything (UI new-catalog/component.js:207-228). */
export function formErrors(page: LaunchPage): string[] {
  const name = page.mode === 'new' && page.name === '' ? ['Name is required'] : [];
  const missing = (page.version?.questions ?? []).filter((question, index) =>
    isMissing(question, page.answers[index]),
  );
  return [...new Set([...name, ...missing.map(({ label }) => `${label} is required`)])];
}

const textOf = ({ files }: ServedVersion, name: string): string | undefined =>
  files.find((file) => file.name === name)?.text;

/** The text of a compose file; the template of one takes precedence, unless it is empty. */
const composeText = (version: ServedVersion, name: string): string | undefined =>
  textOf(version, `${name}.tpl`) || textOf(version, name);

/** The request for what the page shows (UI new-catalog/component.js:230-277). */
export function launchRequest(page: LaunchPage, version: ServedVersion): LaunchRequest {
  const sent = {
    dockerCompose: composeText(version, 'docker-compose.yml'),
    rancherCompose: composeText(version, 'rancher-compose.yml'),
    environment: sentEnvironment(page),
    externalId: `catalog://${version.id}`,
  };
  if (page.mode === 'upgrade') return { kind: 'upgrade', ...sent };
  return {
    kind: 'create',
    name: page.name,
    description: page.description === '' ? undefined : page.description,
    system: isSystem(page),
    startOnCreate: page.startOnCreate,
    ...sent,
  };
}

/** What becomes of a submission. */
export interface Submission {
  /** With the errors, which are those of the page, or that of the API. */
  readonly page: LaunchPage;
  /** Undefined if the page does not send one. */
  readonly request: LaunchRequest | undefined;
}

/** Submits the page. If nothing is missing, the answers become those of the stack, even if the API refuses its name. */
export function submitPage(page: LaunchPage): Submission {
  const { version } = page;
  if (!version) return { page, request: undefined };
  const errors = formErrors(page);
  if (errors.length > 0) return { page: { ...page, errors }, request: undefined };
  const request = launchRequest(page, version);
  const refusal = page.mode === 'new' ? stackNameError(page.name, page.lists.stacks) : undefined;
  return {
    page: {
      ...page,
      environment: request.environment,
      errors: refusal === undefined ? [] : [refusal],
    },
    request,
  };
}
