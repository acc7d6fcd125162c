import { targets } from '../model/answers.ts';
import { chartQuestionTypes } from '../model/chart-answer.ts';
import { isMap } from '../model/json.ts';
import { annotations, checkKey, type Annotation, type Report } from './schema-annotations.ts';

const { ask, secret, required, options, group, form, when } = annotations;

/** Parts of a path in values.yaml: what Helm's templates can name with dots, and the form's conditions with letters. */
const valuePath = /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/;

const text = {
  isRight: (value: unknown) => typeof value === 'string' && value !== '',
  expected: 'text',
  ofLists: true,
};

/** The value and the question of an answer on Rancher 2; what is missing is that of `x-rancher`. */
const chartAnnotations: Readonly<Record<string, Annotation>> = {
  value: {
    isRight: (value) => typeof value === 'string' && valuePath.test(value),
    expected: 'names in camelCase with dots between them, such as auth.password',
    ofLists: true,
  },
  title: text,
  description: text,
  type: {
    isRight: (value) => (chartQuestionTypes as readonly unknown[]).includes(value),
    expected: `one of ${chartQuestionTypes.join(', ')}`,
    ofLists: false,
  },
  ask,
  secret,
  required,
  options,
  group,
  form,
  when,
};

function checkTarget(name: string, part: Record<string, unknown>, fault: Report): boolean {
  const { 'x-target': target } = part;
  const at = ['properties', name, 'x-target'];
  if (target !== undefined && !(targets as readonly unknown[]).includes(target)) {
    fault(
      at,
      `the target of ${name} is ${JSON.stringify(target)}; expected ${targets.join(' or ')}`,
      'remove x-target if both Ranchers have the answer',
    );
    return false;
  }
  if (target === 'rancher-2' && part['x-rancher'] !== undefined) {
    fault(
      ['properties', name, 'x-rancher'],
      `x-rancher has no effect: only charts have ${name}`,
      'move its keys to x-chart',
    );
    return false;
  }
  if (target === 'rancher-1.6' && part['x-chart'] !== undefined) {
    fault(
      ['properties', name, 'x-chart'],
      `x-chart has no effect: no chart has ${name}`,
      'remove x-chart, or remove x-target',
    );
    return false;
  }
  return true;
}

/** Whether the annotations of an answer for Rancher 2 mean something. */
export function checkChartAnnotations(
  name: string,
  part: Record<string, unknown>,
  fault: Report,
): void {
  if (!checkTarget(name, part, fault)) return;
  const { 'x-chart': written } = part;
  if (written === undefined) return;
  const at = ['properties', name, 'x-chart'];
  if (!isMap(written)) {
    fault(at, `x-chart of ${name} is not an object`, 'write {"value": "auth.password"}');
    return;
  }
  const structure = part.type === 'array' ? 'list' : part.type === 'object' ? 'map' : undefined;
  const annotated = { name, annotation: 'x-chart', keys: chartAnnotations, structure } as const;
  for (const each of Object.entries(written)) checkKey(annotated, each, fault);
  if (written.type === 'image' && part.type !== 'string') {
    fault(
      [...at, 'type'],
      `${name} cannot be an image: its type is not string`,
      'add "type": "string"',
    );
  }
  const { type, secret: isSecret } = written;
  if (isSecret === true && type !== undefined && type !== 'password') {
    fault(
      [...at, 'type'],
      `the secret ${name} is not of type password`,
      'Rancher shows the text of all other types',
    );
  }
}

/** Whether the values that earlier versions of the chart had are listed with a reason each. */
export function checkRemovedValues(schema: Record<string, unknown>, fault: Report): void {
  const { 'x-removed-values': removed } = schema;
  if (removed === undefined) return;
  if (!isMap(removed)) {
    fault(
      ['x-removed-values'],
      'x-removed-values is not a map of values and reasons',
      'write {"auth.user": "use auth.password"}',
    );
    return;
  }
  for (const [path, reason] of Object.entries(removed)) {
    const at = ['x-removed-values', path];
    if (!valuePath.test(path)) {
      fault(at, `${path} cannot be a value of a chart`, 'write its path in values.yaml');
    } else if (typeof reason !== 'string' || reason === '') {
      fault(at, `${path} has no reason`, 'write what to use in place of it');
    }
  }
}
