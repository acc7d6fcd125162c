import { versionRule } from '../lint-rule.ts';

export const bracesInText = versionRule({
  code: 'braces-in-text',
  group: 'compose',
  severity: 'error',
  summary: 'braces that Rancher takes for a Go template, and cannot read',
  docs: `Rancher runs every compose file through Go's text/template, comments and descriptions
included: \`{{\` anywhere begins an action. Where it is none, the launch is refused. With
\`# notemplating\` as the first line the file is left as it is; or write \`{{ "{{" }}\`.`,
  cause: true,
  *check({ composeFiles }) {
    for (const { file, launched } of composeFiles) {
      const { fault } = launched.rendered;
      if (!fault) continue;
      yield {
        at: { file, offset: fault.offset },
        message: `Rancher takes {{ for a Go template and refuses the launch: ${fault.message}`,
        hint: 'begin the file with # notemplating, or write {{ "{{" }}',
      };
    }
  },
});
