import type { CatalogQuestion } from '../catalog-question.ts';
import type { Answer } from './answer.ts';
import type { LaunchPage } from './launch-page.ts';
import { projectLink } from './served-template.ts';
import { shownValue, widgetOf, type Widget } from './widget.ts';

/** A question as the page draws it: label, widget, and the description below it. Groups are not shown. */
export interface ShownQuestion {
  readonly question: CatalogQuestion;
  /** With `*` if an answer is required. */
  readonly label: string;
  readonly widget: Widget;
  /** What the widget shows; '' if that is nothing, or the prompt. */
  readonly shown: string | boolean;
  /** What is sent. */
  readonly answer: Answer;
}

/** The questions of the shown version, in the order of the file, two in a row. */
export function shownQuestions({ version, answers, touched, lists }: LaunchPage): ShownQuestion[] {
  return (version?.questions ?? []).map((question, index) => {
    const answer = answers[index];
    return {
      question,
      label: `${question.label}${question.required ? '*' : ''}`,
      widget: widgetOf(question, lists),
      shown: shownValue(question, answer, touched[index] ?? false, lists),
      answer,
    };
  });
}

/** The words and parts of the page around the questions. */
export interface ShownFrame {
  /** In front of the stack's name on upgrade, else a link to the list with a select of all templates. */
  readonly heading: 'Catalog:' | 'Upgrade:';
  /** Shown with the description if the version has no README. */
  readonly title: string;
  readonly support: 'Officially Certified' | 'Maintained by community members';
  readonly categories: string;
  /** '' if there is none. */
  readonly projectLink: string;
  readonly versionPrompt: string;
  readonly versionHelp: string;
  /** Whether name and description are shown; odd: on upgrade too, where changes are not sent. */
  readonly hasName: boolean;
  /** Whether the user can choose that services do not start. */
  readonly hasStart: boolean;
  readonly submit: 'Launch' | 'Upgrade';
}

/** The words and parts of the page around the questions (UI new-catalog/template.hbs). */
export function shownFrame({ mode, template, version }: LaunchPage): ShownFrame {
  const isNew = mode === 'new';
  const isCertified = template.catalogId === 'library' && template.certified === 'rancher';
  return {
    heading: isNew ? 'Catalog:' : 'Upgrade:',
    title: `${isNew ? 'Add' : 'Upgrade'} ${template.name} Stack`,
    support: isCertified ? 'Officially Certified' : 'Maintained by community members',
    categories: template.categories.join(', '),
    projectLink: projectLink(template.projectUrl),
    versionPrompt: 'Choose a version...',
    versionHelp: `Select a version of the template to ${isNew ? 'deploy' : 'upgrade to'}`,
    hasName: version !== undefined && template.base !== 'infra',
    hasStart: isNew && version !== undefined && template.base === '',
    submit: isNew ? 'Launch' : 'Upgrade',
  };
}
