import { baseName } from '../../rancher/catalog-file.ts';
import { depthOf } from '../template-facts.ts';
import { versionFile } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const readmeMissing = versionRule({
  code: 'readme-missing',
  group: 'index',
  severity: 'warning',
  summary: 'a version has no README.md',
  docs: `Rancher shows the README.md of the version folder above the questions. Without one, users
see only the questions.`,
  *check(facts) {
    const { version, of } = facts;
    if (version.readme) return;
    // readme-misplaced reports a README.md in the wrong folder.
    const isMisplaced = of.template.ignoredFiles.some(
      (file) => depthOf(file) === 1 && /^readme\.md$/i.test(baseName(file.path)),
    );
    if (isMisplaced) return;
    yield {
      at: { file: versionFile(facts) },
      message: `${version.folder} has no README.md`,
      hint: `add ${version.folder}/README.md`,
    };
  },
});
