import { chartAnnotationUnknown } from './rules/chart-annotation-unknown.ts';
import { chartAnnotationValue } from './rules/chart-annotation-value.ts';
import { chartApiRemoved } from './rules/chart-api-removed.ts';
import { chartApiVersion } from './rules/chart-api-version.ts';
import { chartAppReadme } from './rules/chart-app-readme.ts';
import { chartAppVersion } from './rules/chart-app-version.ts';
import { chartConditionGrammar } from './rules/chart-condition-grammar.ts';
import { chartConditionNever } from './rules/chart-condition-never.ts';
import { chartConditionText } from './rules/chart-condition-text.ts';
import { chartConditionUnknown } from './rules/chart-condition-unknown.ts';
import { chartConstraint } from './rules/chart-constraint.ts';
import { chartDescription } from './rules/chart-description.ts';
import { chartDuplicateKey } from './rules/chart-duplicate-key.ts';
import { chartFileName } from './rules/chart-file-name.ts';
import { chartIconMissing } from './rules/chart-icon-missing.ts';
import { chartIconPath } from './rules/chart-icon-path.ts';
import { chartImageTag } from './rules/chart-image-tag.ts';
import { chartImmutable } from './rules/chart-immutable.ts';
import { chartIndexCreated } from './rules/chart-index-created.ts';
import { chartIndexDiffers } from './rules/chart-index-differs.ts';
import { chartIndexDigest } from './rules/chart-index-digest.ts';
import { chartIndexDropped } from './rules/chart-index-dropped.ts';
import { chartIndexDuplicate } from './rules/chart-index-duplicate.ts';
import { chartIndexOther } from './rules/chart-index-other.ts';
import { chartIndexTooLarge } from './rules/chart-index-too-large.ts';
import { chartIndexUnlisted } from './rules/chart-index-unlisted.ts';
import { chartIndexUnreadable } from './rules/chart-index-unreadable.ts';
import { chartIndexUrl } from './rules/chart-index-url.ts';
import { chartInstallFails } from './rules/chart-install-fails.ts';
import { chartKeyUnknown } from './rules/chart-key-unknown.ts';
import { chartKubeVersion } from './rules/chart-kube-version.ts';
import { chartLibrary } from './rules/chart-library.ts';
import { chartMaintainers } from './rules/chart-maintainers.ts';
import { chartNameFile } from './rules/chart-name-file.ts';
import { chartNotRendered } from './rules/chart-not-rendered.ts';
import { chartOneInstance } from './rules/chart-one-instance.ts';
import { chartPdb } from './rules/chart-pdb.ts';
import { chartPhantom } from './rules/chart-phantom.ts';
import { chartPodSecurity } from './rules/chart-pod-security.ts';
import { chartPortProtocol } from './rules/chart-port-protocol.ts';
import { chartPreRelease } from './rules/chart-pre-release.ts';
import { chartProbes } from './rules/chart-probes.ts';
import { chartQuestionDefaultOption } from './rules/chart-question-default-option.ts';
import { chartQuestionDefault } from './rules/chart-question-default.ts';
import { chartQuestionDuplicate } from './rules/chart-question-duplicate.ts';
import { chartQuestionGroupCase } from './rules/chart-question-group-case.ts';
import { chartQuestionHiddenRequired } from './rules/chart-question-hidden-required.ts';
import { chartQuestionKey } from './rules/chart-question-key.ts';
import { chartQuestionLabel } from './rules/chart-question-label.ts';
import { chartQuestionLength } from './rules/chart-question-length.ts';
import { chartQuestionMinZero } from './rules/chart-question-min-zero.ts';
import { chartQuestionNotInValues } from './rules/chart-question-not-in-values.ts';
import { chartQuestionOptionType } from './rules/chart-question-option-type.ts';
import { chartQuestionOptions } from './rules/chart-question-options.ts';
import { chartQuestionPassword } from './rules/chart-question-password.ts';
import { chartQuestionRange } from './rules/chart-question-range.ts';
import { chartQuestionRequired } from './rules/chart-question-required.ts';
import { chartQuestionTranslated } from './rules/chart-question-translated.ts';
import { chartQuestionTypeBroken } from './rules/chart-question-type-broken.ts';
import { chartQuestionType } from './rules/chart-question-type.ts';
import { chartQuestionValueType } from './rules/chart-question-value-type.ts';
import { chartQuestionVariable } from './rules/chart-question-variable.ts';
import { chartQuestionsForm } from './rules/chart-questions-form.ts';
import { chartReadme } from './rules/chart-readme.ts';
import { chartRegistry } from './rules/chart-registry.ts';
import { chartReleaseName } from './rules/chart-release-name.ts';
import { chartRender } from './rules/chart-render.ts';
import { chartResources } from './rules/chart-resources.ts';
import { chartSchemaClosed } from './rules/chart-schema-closed.ts';
import { chartSchemaConst } from './rules/chart-schema-const.ts';
import { chartSchemaDraft } from './rules/chart-schema-draft.ts';
import { chartSchemaFormat } from './rules/chart-schema-format.ts';
import { chartSchemaGlobal } from './rules/chart-schema-global.ts';
import { chartSchemaPattern } from './rules/chart-schema-pattern.ts';
import { chartSchemaQuestionOptions } from './rules/chart-schema-question-options.ts';
import { chartSchemaQuestionType } from './rules/chart-schema-question-type.ts';
import { chartSchemaSyntax } from './rules/chart-schema-syntax.ts';
import { chartSchemaValues } from './rules/chart-schema-values.ts';
import { chartSelectorVersion } from './rules/chart-selector-version.ts';
import { chartSubquestionCondition } from './rules/chart-subquestion-condition.ts';
import { chartSymlink } from './rules/chart-symlink.ts';
import { chartToken } from './rules/chart-token.ts';
import { chartTooLarge } from './rules/chart-too-large.ts';
import { chartUnloadable } from './rules/chart-unloadable.ts';
import { chartVersionForm } from './rules/chart-version-form.ts';

/** The rules about charts for Rancher 2, in the order of docs/rules.md. */
export const chartRules = [
  chartAnnotationUnknown,
  chartAnnotationValue,
  chartApiRemoved,
  chartApiVersion,
  chartAppReadme,
  chartAppVersion,
  chartConditionGrammar,
  chartConditionNever,
  chartConditionText,
  chartConditionUnknown,
  chartConstraint,
  chartDescription,
  chartDuplicateKey,
  chartFileName,
  chartIconMissing,
  chartIconPath,
  chartImageTag,
  chartImmutable,
  chartIndexCreated,
  chartIndexDiffers,
  chartIndexDigest,
  chartIndexDropped,
  chartIndexDuplicate,
  chartIndexOther,
  chartIndexTooLarge,
  chartIndexUnlisted,
  chartIndexUnreadable,
  chartIndexUrl,
  chartInstallFails,
  chartKeyUnknown,
  chartKubeVersion,
  chartLibrary,
  chartMaintainers,
  chartNameFile,
  chartNotRendered,
  chartOneInstance,
  chartPdb,
  chartPhantom,
  chartPodSecurity,
  chartPortProtocol,
  chartPreRelease,
  chartProbes,
  chartQuestionDefaultOption,
  chartQuestionDefault,
  chartQuestionDuplicate,
  chartQuestionGroupCase,
  chartQuestionHiddenRequired,
  chartQuestionKey,
  chartQuestionLabel,
  chartQuestionLength,
  chartQuestionMinZero,
  chartQuestionNotInValues,
  chartQuestionOptionType,
  chartQuestionOptions,
  chartQuestionPassword,
  chartQuestionRange,
  chartQuestionRequired,
  chartQuestionTranslated,
  chartQuestionTypeBroken,
  chartQuestionType,
  chartQuestionValueType,
  chartQuestionVariable,
  chartQuestionsForm,
  chartReadme,
  chartRegistry,
  chartReleaseName,
  chartRender,
  chartResources,
  chartSchemaClosed,
  chartSchemaConst,
  chartSchemaDraft,
  chartSchemaFormat,
  chartSchemaGlobal,
  chartSchemaPattern,
  chartSchemaQuestionOptions,
  chartSchemaQuestionType,
  chartSchemaSyntax,
  chartSchemaValues,
  chartSelectorVersion,
  chartSubquestionCondition,
  chartSymlink,
  chartToken,
  chartTooLarge,
  chartUnloadable,
  chartVersionForm,
] as const;
