import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const templateCollision = templateRule({
  code: 'template-collision',
  group: 'index',
  severity: 'error',
  summary: 'two folders make one template, and one swallows the other',
  docs: `Rancher knows a template by the text before the first dash of its top folder, and its own
folder's name, with nothing between them: \`infra-templates/x\` and \`templates/infrax\` are one to it,
and so are folders of one name below two top folders without a dash. Versions are mixed, and the
config.yml that comes last wins. Rename one of them.`,
  *check(facts) {
    const { folders, folder } = facts.template;
    const others = folders.filter((each) => each !== folder);
    if (others.length === 0) return;
    yield {
      at: { file: templateFile(facts) },
      message: `Rancher takes ${folders.join(' and ')} for one template`,
      hint: 'rename one of the folders',
    };
  },
});
