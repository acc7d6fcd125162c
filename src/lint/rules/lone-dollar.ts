import type { InterpolationFault } from '../../rancher/launch/interpolator.ts';
import type { YamlNode } from '../../source/yaml-node.ts';
import { spotIn, type ComposeFile } from '../compose-file.ts';
import { dollarTexts } from '../dollar-texts.ts';
import { textFix } from '../quote-fix.ts';
import type { Fix } from '../found.ts';
import { versionRule } from '../lint-rule.ts';

/** Doubles every `$` that does not start a variable. */
const escapeLone = (text: string): string =>
  text.replaceAll(/\$(\$|\{[A-Za-z0-9_]+\}|[A-Za-z_]\w*)?/g, (whole, rest: string | undefined) =>
    rest === undefined ? '$$' : whole,
  );

// ${A:-b} uses a feature that Rancher does not have, and there are several ways to replace it.
function fixOf(file: ComposeFile, node: YamlNode & { kind: 'scalar' }): Fix | undefined {
  const isPlainText = file.text === file.file.text && !/\$\{(?![A-Za-z0-9_]+\})/.test(node.text);
  return isPlainText ? textFix(file.file, node, escapeLone(node.text)) : undefined;
}

const words: Readonly<Record<InterpolationFault, string>> = {
  'lone-dollar': 'the $ at the end makes Rancher crash during the launch',
  invalid: 'Rancher cannot interpolate this $ and rejects the launch',
};

export const loneDollar = versionRule({
  code: 'lone-dollar',
  group: 'compose',
  severity: 'error',
  summary: 'a $ that Rancher cannot interpolate',
  docs: `In the values of services, volumes and networks, \`$\` starts a variable: \`$NAME\` or
\`\${NAME}\`. \`$1\`, \`$(…)\`, \`\${NAME:-default}\` and a \`$\` before a space are rejected. A
\`$\` at the end makes Rancher crash. Write a literal \`$\` as \`$$\`.`,
  fixable: true,
  cause: true,
  *check({ composeFiles }) {
    for (const file of composeFiles) {
      if (!file.text.includes('$')) continue;
      for (const { node, parsed } of dollarTexts(file.raw)) {
        const { fault } = parsed;
        if (fault === undefined) continue;
        const isDefault = /\$\{\w+:?[-?+]/.test(node.text);
        yield {
          at: spotIn(file, node),
          message: words[fault],
          hint: isDefault
            ? 'Rancher does not support ${NAME:-default}; give the question a default'
            : 'write a literal $ as $$',
          fix: fixOf(file, node),
        };
      }
    }
  },
});
