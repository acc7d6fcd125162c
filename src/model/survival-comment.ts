import type { StatedPromise } from './survival.ts';

// One line for each promise, at the end of rancher-compose.yml: Rancher drops comments. Fixed answers are numbers in
// it, and those that Rancher asks for are variables, so that an entry in a catalog can be planned without its blueprint.
const start = '# rancher-catalog-survival: ';

/** The lines of promises. The form of what is read is bounded: an entry can have any text. */
const comments =
  /^# rancher-catalog-survival: ([^:\r\n]{1,100}): (hosts of )?([\w.-]{1,255}(?: \+ [\w.-]{1,255}){0,19}) >= ([^\r\n]{1,1000})$/gm;

const mostPromises = 20;

/** The line of a promise, with its end. */
export const survivalComment = ({ name, services, count, atLeast }: StatedPromise): string =>
  `${start}${name}: ${count === 'hosts' ? 'hosts of ' : ''}${services.join(' + ')} >= ${atLeast}\n`;

/** A text without the lines of promises. */
export const withoutSurvival = (text: string): string =>
  text.includes(start) ? text.replaceAll(/^# rancher-catalog-survival: .*\r?\n?/gm, '') : text;

/** The promises that a rancher-compose.yml states; none if this program did not create it. */
export function readSurvivalComments(rancherCompose: string): StatedPromise[] {
  if (!rancherCompose.includes(start)) return [];
  return [...rancherCompose.matchAll(comments)]
    .slice(0, mostPromises)
    .map(([, name = '', hosts, services = '', atLeast = '']): StatedPromise => ({
      name,
      services: services.split(' + '),
      count: hosts === undefined ? 'containers' : 'hosts',
      atLeast,
    }));
}
