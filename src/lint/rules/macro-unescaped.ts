import { textFix } from '../quote-fix.ts';
import { versionRule } from '../lint-rule.ts';

const macro =
  /(?<!\$)((?:\$\$)*)\$(?:\{(stack_name|service_name|project_name)\}|(stack_name|service_name|project_name)\b)/g;

export const macroUnescaped = versionRule({
  code: 'macro-unescaped',
  group: 'scheduling',
  severity: 'error',
  summary: 'a scheduler macro is lost in interpolation',
  docs: `The scheduler replaces \`\${stack_name}\`, \`\${service_name}\` and \`\${project_name}\`
when it places a container. In a compose file the \`$\` must be doubled, \`$\${stack_name}\`.
Otherwise Rancher treats the macro as a variable without an answer and replaces it with an empty
string, so the rule never matches. Macros work only in scheduling rules.`,
  fixable: true,
  *check({ services, answers, composeFiles }) {
    for (const { key, raw, at } of services.flatMap(({ labels }) => labels)) {
      if (raw?.kind !== 'scalar') continue;
      const names = [...raw.text.matchAll(macro)].map((match) => match[2] ?? match[3] ?? '');
      const lost = names.filter((name) => !answers.has(name));
      if (lost.length === 0) continue;
      const file = composeFiles.find((each) => each.file === at.file);
      const text = raw.text.replaceAll(
        macro,
        (_whole, dollars: string, braced?: string, bare?: string) =>
          `${dollars}$\${${braced ?? bare ?? ''}}`,
      );
      yield {
        at,
        message: `Rancher replaces \${${lost[0] ?? ''}} in ${key.slice(key.lastIndexOf(':') + 1)} with an empty string`,
        hint: `write $\${${lost[0] ?? ''}}`,
        fix: file?.text === at.file.text ? textFix(at.file, raw, text) : undefined,
      };
    }
  },
});
