import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const templateCollision = templateRule({
  code: 'template-collision',
  group: 'index',
  severity: 'error',
  summary: 'two folders form one template, and one replaces the other',
  docs: `Rancher identifies a template by the text before the first dash of its top folder,
directly followed by the name of its own folder. \`infra-templates/x\` and \`templates/infrax\` are
the same template, and so are folders with the same name in two top folders without a dash. Their
versions are mixed, and the last config.yml wins. Rename one of the folders.`,
  *check(facts) {
    const { folders, folder } = facts.template;
    const others = folders.filter((each) => each !== folder);
    if (others.length === 0) return;
    yield {
      at: { file: templateFile(facts) },
      message: `Rancher reads ${folders.join(' and ')} as one template`,
      hint: 'rename one of the folders',
    };
  },
});
