import { versionFile } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const others = new Set(['project', 'machine']);

export const launchNothing = versionRule({
  code: 'launch-nothing',
  group: 'compose',
  severity: 'error',
  summary: 'a version has no docker-compose.yml, so there is nothing to launch',
  docs: `The catalog does not check for docker-compose.yml: the version is listed, and its launch
creates an empty stack or fails. The name must be exact: docker-compose.yaml is not found. Project
and machine templates need no docker-compose.yml.`,
  *check(facts) {
    const { launch, of, version } = facts;
    const isOther = others.has(of.template.base) || version.files.has('project.yml');
    if (launch.verdict !== 'not-launchable' || isOther || of.template.phantom) return;
    yield {
      at: { file: versionFile(facts) },
      message: `${version.folder} has no docker-compose.yml, so there is nothing to launch`,
      hint: 'add docker-compose.yml, or docker-compose.yml.tpl',
    };
  },
});
