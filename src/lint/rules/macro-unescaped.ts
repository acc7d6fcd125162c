import { textFix } from '../quote-fix.ts';
import { versionRule } from '../lint-rule.ts';

const macro =
  /(?<!\$)((?:\$\$)*)\$(?:\{(stack_name|service_name|project_name)\}|(stack_name|service_name|project_name)\b)/g;

export const macroUnescaped = versionRule({
  code: 'macro-unescaped',
  group: 'scheduling',
  severity: 'error',
  summary: 'a macro of the scheduler is interpolated away',
  docs: `\`\${stack_name}\`, \`\${service_name}\` and \`\${project_name}\` are filled in by the scheduler,
when a container is placed. In a compose file the \`$\` must be doubled, \`$\${stack_name}\`, or Rancher
takes them for variables without an answer and puts nothing in their place: the rule never matches.
They work in scheduling rules only.`,
  fixable: true,
  *check({ services, launch, composeFiles }) {
    for (const { key, raw, at } of services.flatMap(({ labels }) => labels)) {
      if (raw?.kind !== 'scalar') continue;
      const names = [...raw.text.matchAll(macro)].map((match) => match[2] ?? match[3] ?? '');
      const lost = names.filter((name) => !launch.answers.has(name));
      if (lost.length === 0) continue;
      const file = composeFiles.find((each) => each.file === at.file);
      const text = raw.text.replaceAll(
        macro,
        (_whole, dollars: string, braced?: string, bare?: string) =>
          `${dollars}$\${${braced ?? bare ?? ''}}`,
      );
      yield {
        at,
        message: `Rancher puts nothing in place of \${${lost[0] ?? ''}} in ${key.slice(key.lastIndexOf(':') + 1)}`,
        hint: `write $\${${lost[0] ?? ''}}`,
        fix: file?.text === at.file.text ? textFix(at.file, raw, text) : undefined,
      };
    }
  },
});
