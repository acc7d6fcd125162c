import { chartConditionGrammar } from './rules/chart-condition-grammar.ts';
import { chartConditionNever } from './rules/chart-condition-never.ts';
import { chartConditionUnknown } from './rules/chart-condition-unknown.ts';
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
import { chartQuestionTypeBroken } from './rules/chart-question-type-broken.ts';
import { chartQuestionType } from './rules/chart-question-type.ts';
import { chartQuestionValueType } from './rules/chart-question-value-type.ts';
import { chartQuestionVariable } from './rules/chart-question-variable.ts';
import { chartQuestionsForm } from './rules/chart-questions-form.ts';
import { chartSubquestionCondition } from './rules/chart-subquestion-condition.ts';

/** The rules about charts for Rancher 2, in the order of docs/rules.md. */
export const chartRules = [
  chartConditionGrammar,
  chartConditionNever,
  chartConditionUnknown,
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
  chartQuestionTypeBroken,
  chartQuestionType,
  chartQuestionValueType,
  chartQuestionVariable,
  chartQuestionsForm,
  chartSubquestionCondition,
] as const;
