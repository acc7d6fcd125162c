import { nearest } from '../diagnostics/nearest.ts';
import {
  affinityMacros,
  affinityNames,
  affinityPrefix,
  parseAffinity,
  type AffinityItem,
  type AffinityRule,
} from './parse-affinity.ts';
import type { LabelFault, LabelProblem } from './label-problem.ts';
import { findLabel, knownLabels } from './known-labels.ts';

const problem = (fault: LabelFault, message: string, hint?: string): LabelProblem => ({
  fault,
  message,
  ...(hint === undefined ? {} : { hint }),
});

const negation = (rule: AffinityRule) => (rule.negated ? 'always holds' : 'never holds');

function checkItem(rule: AffinityRule, item: AffinityItem): LabelProblem | undefined {
  const { text } = item;
  if (text.trim() !== text || / =|= /.test(text)) {
    const trimmed = text.trim().replaceAll(/ *= */g, '=');
    const effect = `"${text}" is matched with its spaces, so it ${negation(rule)}`;
    return problem('affinity-untrimmed', effect, `write "${trimmed}" without spaces around it`);
  }
  if (rule.subject === 'container') {
    if (!text.includes('=')) return undefined;
    const other = `a rule on labels is ${affinityPrefix}container_label`;
    return problem('affinity-no-value', `"${text}" is taken for a container's name`, other);
  }
  const pieces = text.split('=');
  if (pieces.length === 1) {
    return problem('affinity-no-value', `"${text}" has no "=value", so it ${negation(rule)}`);
  }
  if (pieces[0] === '' || pieces[1] === '') {
    return problem('affinity-no-value', `"${text}" makes the scheduler fail`, 'give it a value');
  }
  if (pieces.length > 2) {
    const read = `"${text}" is read as "${pieces[0]}=${pieces[1]}"`;
    return problem('affinity-extra-equals', read, 'a value cannot hold "="');
  }
  return undefined;
}

function checkMacros(value: string): LabelProblem[] {
  const unknown = [...value.matchAll(/\$\{([^}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !affinityMacros.has(name.toLowerCase()));
  const escape = 'in a compose file a macro is written with two $: "$${stack_name}"';
  const lost = /stack_service\.name=(?:[^,]*\/(?:,|$)|\/)|stack\.name=(?:,|$)/.test(value);
  return [
    ...unknown.map((name) =>
      problem('affinity-macro', `\${${name}} is no macro the scheduler knows`),
    ),
    ...(lost ? [problem('affinity-macro', `"${value}" has an empty name in it`, escape)] : []),
  ];
}

/** No rule: names volumes to use again (cattle InstanceVolumeLookupPreCreate.java:37). */
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
  // A name lost in interpolation also shows as `key=`: one cause, one problem.
  if (macros.length > 0) return macros;
  return rule.items.flatMap((item) => checkItem(rule, item) ?? []);
}

/**
 * What Rancher would do with a label other than what it says. `value` is the label as the service
 * has it, after interpolation: `$$` in a compose file is one `$` here. Empty when the label does
 * what it says, and for every label outside `io.rancher.`.
 */
export function checkLabel(key: string, value: string): readonly LabelProblem[] {
  if (!key.toLowerCase().startsWith('io.rancher.')) return [];
  if (key.toLowerCase().startsWith(affinityPrefix)) return checkAffinity(key, value);
  const found = findLabel(key);
  if (found === undefined) {
    const like = nearest(
      key,
      knownLabels.map((label) => label.key),
    );
    const hint = like === undefined ? undefined : `did you mean ${like}?`;
    return [problem('label-unknown', `nothing in Rancher reads the label ${key}`, hint)];
  }
  const reason = found.form.check(value);
  return reason === undefined ? [] : [reason];
}
