import { nearest } from '../diagnostics/nearest.ts';
import {
  affinityMacros,
  affinityNames,
  affinityPrefix,
  parseAffinity,
  type AffinityItem,
  type AffinityRule,
} from './parse-affinity.ts';
import { RecentResults } from '../source/recent-results.ts';
import type { LabelFault, LabelProblem } from './label-problem.ts';
import { findLabel, knownLabels } from './known-labels.ts';

const problem = (fault: LabelFault, message: string, hint?: string): LabelProblem => ({
  fault,
  message,
  ...(hint === undefined ? {} : { hint }),
});

const negation = (rule: AffinityRule) => (rule.negated ? 'always matches' : 'never matches');

function checkItem(rule: AffinityRule, item: AffinityItem): LabelProblem | undefined {
  const { text } = item;
  if (text.trim() !== text || / =|= /.test(text)) {
    const trimmed = text.trim().replaceAll(/ *= */g, '=');
    const effect = `"${text}" includes its spaces, so the rule ${negation(rule)}`;
    return problem('affinity-untrimmed', effect, `write "${trimmed}" without spaces around it`);
  }
  if (rule.subject === 'container') {
    if (!text.includes('=')) return undefined;
    const other = `use ${affinityPrefix}container_label for labels`;
    return problem('affinity-no-value', `"${text}" is read as the name of a container`, other);
  }
  const pieces = text.split('=');
  if (pieces.length === 1) {
    return problem('affinity-no-value', `"${text}" has no "=value", so the rule ${negation(rule)}`);
  }
  if (pieces[0] === '' || pieces[1] === '') {
    return problem('affinity-no-value', `"${text}" makes the scheduler fail`, 'add a value');
  }
  if (pieces.length > 2) {
    const read = `"${text}" is read as "${pieces[0]}=${pieces[1]}"`;
    return problem('affinity-extra-equals', read, 'a value cannot contain "="');
  }
  return undefined;
}

function checkMacros(value: string): LabelProblem[] {
  const unknown = [...value.matchAll(/\$\{([^}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !affinityMacros.has(name.toLowerCase()));
  const escape = 'in a compose file, write a macro with two $: "$${stack_name}"';
  const lost = /stack_service\.name=(?:[^,]*\/(?:,|$)|\/)|stack\.name=(?:,|$)/.test(value);
  return [
    ...unknown.map((name) =>
      problem('affinity-macro', `the scheduler does not know the macro \${${name}}`),
    ),
    ...(lost ? [problem('affinity-macro', `"${value}" contains an empty name`, escape)] : []),
  ];
}

/** Not a rule: lists volumes to reuse (cattle InstanceVolumeLookupPreCreate.java:37). */
const volumesLabel = `${affinityPrefix}volumes`;

function checkAffinity(key: string, value: string): LabelProblem[] {
  if (key === volumesLabel) return [];
  const rule = parseAffinity(key, value);
  if (rule === undefined) {
    const like = nearest(key.toLowerCase().slice(affinityPrefix.length), affinityNames);
    const known = like === undefined ? affinityNames.join(', ') : affinityPrefix + like;
    return [problem('affinity-unknown', `Rancher drops the rule ${key}`, `known: ${known}`)];
  }
  if (rule.items.length === 0) {
    return [problem('affinity-empty', 'a rule without a value has no effect')];
  }
  const macros = checkMacros(value);
  // A name that is lost in interpolation also leaves `key=`. Report one problem per cause.
  if (macros.length > 0) return macros;
  return rule.items.flatMap((item) => checkItem(rule, item) ?? []);
}

const checked = new RecentResults<readonly LabelProblem[]>(200_000);

/**
 * How Rancher misreads a label. `value` is the label of the service
 * after interpolation: `$$` in a compose file is one `$` here. Empty if the label works
 * as written, and for every label outside `io.rancher.`.
 */
export function checkLabel(key: string, value: string): readonly LabelProblem[] {
  if (!key.toLowerCase().startsWith('io.rancher.')) return [];
  // The versions of a catalog have a few labels over and over.
  return checked.of(JSON.stringify([key, value]), () => checkKnown(key, value));
}

function checkKnown(key: string, value: string): readonly LabelProblem[] {
  if (key.toLowerCase().startsWith(affinityPrefix)) return checkAffinity(key, value);
  const found = findLabel(key);
  if (found === undefined) {
    const like = nearest(
      key,
      knownLabels.map((label) => label.key),
    );
    const hint = like === undefined ? undefined : `did you mean ${like}?`;
    return [problem('label-unknown', `Rancher does not read the label ${key}`, hint)];
  }
  const reason = found.form.check(value);
  return reason === undefined ? [] : [reason];
}
