import { versionRule } from '../lint-rule.ts';

export const bracesInText = versionRule({
  code: 'braces-in-text',
  group: 'compose',
  severity: 'error',
  summary: 'Rancher parses braces as a Go template and fails',
  docs: `Rancher runs every compose file through Go's text/template, including comments and
descriptions, so \`{{\` anywhere starts an action. If it is not a valid action, the launch is
rejected. With \`# notemplating\` as the first line, Rancher skips the template step. Alternatively,
write \`{{ "{{" }}\`. A byte order mark before \`# notemplating\` hides it.`,
  cause: true,
  *check({ composeFiles }) {
    for (const { file, launched } of composeFiles) {
      const { fault } = launched.rendered;
      if (!fault) continue;
      yield {
        at: { file, offset: fault.offset },
        message: `Rancher parses {{ as a Go template and rejects the launch: ${fault.message}`,
        hint: file.text?.startsWith('\uFEFF#')
          ? 'remove the byte order mark at the start of the file'
          : 'make # notemplating the first line of the file, or write {{ "{{" }}',
      };
    }
  },
});
