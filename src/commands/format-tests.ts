import type { TestedBlueprint } from '../actions/blueprints/test-blueprint.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';

/** The cases of a blueprint by file, a line each, and how many pass. */
export function formatTests({ cases, updated }: TestedBlueprint, paint: Paint): string {
  if (cases.length === 0) return '';
  const lines = cases.flatMap(({ file, name, passed, codes }, index) => [
    ...(cases[index - 1]?.file === file ? [] : [paint('bold', file)]),
    passed
      ? `  pass  ${name}`
      : `  ${paint('error', 'FAIL')}  ${name}   ${paint('dim', `[${codes.join(', ')}]`)}`,
  ]);
  const good = cases.filter(({ passed }) => passed).length;
  const written = updated.map((path) => `updated ${path}`);
  return [...lines, '', ...written, `${good} of ${cases.length} pass`, ''].join('\n');
}
