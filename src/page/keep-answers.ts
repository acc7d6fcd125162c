import type { LaunchPage } from '../rancher/form/launch-page.ts';

/**
 * A page whose version was loaded again, because its files have changed, with what was entered before: answers stay
 * with their variables as long as these have the same type.
 */
export function keepAnswers(before: LaunchPage, after: LaunchPage): LaunchPage {
  const old = before.version?.questions ?? [];
  const questions = after.version?.questions ?? [];
  const indexes = questions.map(({ variable, type }) => {
    const index = old.findIndex((each) => each.variable === variable && each.type === type);
    return before.touched[index] === true ? index : -1;
  });
  return {
    ...after,
    name: before.name,
    description: before.description,
    startOnCreate: before.startOnCreate,
    environment: before.environment,
    answers: after.answers.map((answer, at) => {
      const index = indexes[at] ?? -1;
      return index === -1 ? answer : before.answers[index];
    }),
    touched: after.touched.map((touched, at) => touched || indexes[at] !== -1),
  };
}
