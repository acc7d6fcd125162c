import { chartRules } from './chart-rules.ts';
import { composeRules } from './compose-rules.ts';
import { securityRules } from './security-rules.ts';
import { affinityEmpty } from './rules/affinity-empty.ts';
import { affinityExtraEquals } from './rules/affinity-extra-equals.ts';
import { affinityMacroUnknown } from './rules/affinity-macro-unknown.ts';
import { affinityNoValue } from './rules/affinity-no-value.ts';
import { affinityOnGlobal } from './rules/affinity-on-global.ts';
import { affinitySharedLabel } from './rules/affinity-shared-label.ts';
import { affinityUnknown } from './rules/affinity-unknown.ts';
import { affinityUnsatisfiable } from './rules/affinity-unsatisfiable.ts';
import { affinityUntrimmed } from './rules/affinity-untrimmed.ts';
import { booleanInterpolated } from './rules/boolean-interpolated.ts';
import { catalogBlockForm } from './rules/catalog-block-form.ts';
import { catalogKeyIgnored } from './rules/catalog-key-ignored.ts';
import { choiceRejected } from './rules/choice-rejected.ts';
import { choicesUntried } from './rules/choices-untried.ts';
import { composeTwice } from './rules/compose-twice.ts';
import { configKeyIgnored } from './rules/config-key-ignored.ts';
import { configMissing } from './rules/config-missing.ts';
import { defaultOutsideOptions } from './rules/default-outside-options.ts';
import { defaultTextChanged } from './rules/default-text-changed.ts';
import { defaultVersionMissing } from './rules/default-version-missing.ts';
import { defaultVersionUnmatched } from './rules/default-version-unmatched.ts';
import { defaultWrongType } from './rules/default-wrong-type.ts';
import { dnsSearchLost } from './rules/dns-search-lost.ts';
import { emptyAnswer } from './rules/empty-answer.ts';
import { enumWithoutOptions } from './rules/enum-without-options.ts';
import { fileEncoding } from './rules/file-encoding.ts';
import { fileShadowed } from './rules/file-shadowed.ts';
import { fileTooLarge } from './rules/file-too-large.ts';
import { folderIgnored } from './rules/folder-ignored.ts';
import { hostNetworkSpread } from './rules/host-network-spread.ts';
import { iconMissing } from './rules/icon-missing.ts';
import { iconName } from './rules/icon-name.ts';
import { iconSeveral } from './rules/icon-several.ts';
import { iconTooLarge } from './rules/icon-too-large.ts';
import { indexCatalogType } from './rules/index-catalog-type.ts';
import { indexComposeSyntax } from './rules/index-compose-syntax.ts';
import { indexComposeVersion } from './rules/index-compose-version.ts';
import { indexConfigSyntax } from './rules/index-config-syntax.ts';
import { indexConfigType } from './rules/index-config-type.ts';
import { indexTextTooLong } from './rules/index-text-too-long.ts';
import { indexUnreadable } from './rules/index-unreadable.ts';
import { labelMisread } from './rules/label-misread.ts';
import { labelUnknown } from './rules/label-unknown.ts';
import { macroUnescaped } from './rules/macro-unescaped.ts';
import { optionTextChanged } from './rules/option-text-changed.ts';
import { phantomTemplate } from './rules/phantom-template.ts';
import { questionDuplicate } from './rules/question-duplicate.ts';
import { questionKeyIgnored } from './rules/question-key-ignored.ts';
import { questionLabelMissing } from './rules/question-label-missing.ts';
import { questionPattern } from './rules/question-pattern.ts';
import { questionRange } from './rules/question-range.ts';
import { questionTypeUnknown } from './rules/question-type-unknown.ts';
import { questionUnused } from './rules/question-unused.ts';
import { questionVariableMissing } from './rules/question-variable-missing.ts';
import { rancherVersionAbove } from './rules/rancher-version-above.ts';
import { rancherVersionInvalid } from './rules/rancher-version-invalid.ts';
import { rancherVersionRange } from './rules/rancher-version-range.ts';
import { readmeMisplaced } from './rules/readme-misplaced.ts';
import { readmeMissing } from './rules/readme-missing.ts';
import { requiredBoolean } from './rules/required-boolean.ts';
import { ruleCrashed } from './rules/rule-crashed.ts';
import { secretDefault } from './rules/secret-default.ts';
import { secretType } from './rules/secret-type.ts';
import { softOnGlobal } from './rules/soft-on-global.ts';
import { suppressionInvalid } from './rules/suppression-invalid.ts';
import { suppressionUnused } from './rules/suppression-unused.ts';
import { templateCollision } from './rules/template-collision.ts';
import { templateName } from './rules/template-name.ts';
import { templateUnreachable } from './rules/template-unreachable.ts';
import { undefinedValue } from './rules/undefined-value.ts';
import { upgradeFromInvalid } from './rules/upgrade-from-invalid.ts';
import { upgradeFromMisread } from './rules/upgrade-from-misread.ts';
import { upgradeFromUnreachable } from './rules/upgrade-from-unreachable.ts';
import { variableRenamed } from './rules/variable-renamed.ts';
import { variableTextChanged } from './rules/variable-text-changed.ts';
import { versionDropped } from './rules/version-dropped.ts';
import { versionDuplicate } from './rules/version-duplicate.ts';
import { versionOrder } from './rules/version-order.ts';
import { versionTextChanged } from './rules/version-text-changed.ts';
import { yamlAliases } from './rules/yaml-aliases.ts';
import { yamlDuplicateKey } from './rules/yaml-duplicate-key.ts';
import { yamlLineBreak } from './rules/yaml-line-break.ts';
import { yamlSyntax } from './rules/yaml-syntax.ts';
import { yamlTab } from './rules/yaml-tab.ts';
import { yamlTypedKey } from './rules/yaml-typed-key.ts';
import type { LintRule } from './lint-rule.ts';

/** Every rule; the order is that of docs/rules.md. */
const all = [
  catalogBlockForm,
  catalogKeyIgnored,
  composeTwice,
  configKeyIgnored,
  configMissing,
  defaultVersionMissing,
  defaultVersionUnmatched,
  fileEncoding,
  fileShadowed,
  fileTooLarge,
  folderIgnored,
  iconMissing,
  iconName,
  iconSeveral,
  iconTooLarge,
  indexCatalogType,
  indexComposeSyntax,
  indexComposeVersion,
  indexConfigSyntax,
  indexConfigType,
  indexTextTooLong,
  indexUnreadable,
  phantomTemplate,
  rancherVersionAbove,
  rancherVersionInvalid,
  rancherVersionRange,
  readmeMisplaced,
  readmeMissing,
  templateCollision,
  templateName,
  templateUnreachable,
  upgradeFromInvalid,
  upgradeFromMisread,
  upgradeFromUnreachable,
  versionDropped,
  versionDuplicate,
  versionOrder,
  versionTextChanged,
  booleanInterpolated,
  choiceRejected,
  choicesUntried,
  defaultOutsideOptions,
  defaultTextChanged,
  defaultWrongType,
  emptyAnswer,
  enumWithoutOptions,
  optionTextChanged,
  questionDuplicate,
  questionKeyIgnored,
  questionLabelMissing,
  questionPattern,
  questionRange,
  questionTypeUnknown,
  questionUnused,
  questionVariableMissing,
  requiredBoolean,
  secretDefault,
  secretType,
  undefinedValue,
  variableRenamed,
  variableTextChanged,
  ...composeRules,
  affinityEmpty,
  affinityExtraEquals,
  affinityMacroUnknown,
  affinityNoValue,
  affinityOnGlobal,
  affinitySharedLabel,
  affinityUnknown,
  affinityUnsatisfiable,
  affinityUntrimmed,
  dnsSearchLost,
  hostNetworkSpread,
  labelMisread,
  labelUnknown,
  macroUnescaped,
  softOnGlobal,
  ...securityRules,
  yamlAliases,
  yamlDuplicateKey,
  yamlLineBreak,
  yamlSyntax,
  yamlTab,
  yamlTypedKey,
  ...chartRules,
  ruleCrashed,
  suppressionInvalid,
  suppressionUnused,
] as const;

/** The code of a rule: a closed set. */
export type RuleCode = (typeof all)[number]['code'];

/** A rule of this program. */
export type KnownRule = LintRule<RuleCode>;

export const rules: readonly KnownRule[] = all;

export const ruleCodes: readonly RuleCode[] = all.map(({ code }) => code);

const byCode = new Map<string, KnownRule>(rules.map((rule) => [rule.code, rule]));

/** The rule of a code; undefined where there is none. */
export const findRule = (code: string): KnownRule | undefined => byCode.get(code);

/** The rules of a name: one rule, or all of a group. */
export function rulesNamed(name: string): readonly KnownRule[] {
  const rule = findRule(name);
  return rule ? [rule] : rules.filter(({ group }) => group === name && group !== 'lint');
}
