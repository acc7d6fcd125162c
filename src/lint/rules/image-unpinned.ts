import { isBuiltIn, parseImage } from '../image-name.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const imageUnpinned = versionRule({
  code: 'image-unpinned',
  group: 'security',
  severity: 'warning',
  summary: 'an image has no tag, or the tag latest',
  docs: `A version of a template should start the same software whenever and wherever it is
launched. Without a tag, or with \`latest\`, each host runs whatever it pulled first.`,
  *check(facts) {
    for (const service of facts.services) {
      const image = serviceText(service, 'image');
      const { repository, tag, digest } = parseImage(image);
      if (image === '' || digest !== undefined || isBuiltIn(repository)) continue;
      if (tag !== undefined && tag !== 'latest') continue;
      yield {
        at: serviceSpot(facts, service.name, 'image'),
        message: `${image} ${tag === undefined ? 'has no tag' : 'is not pinned'}, so hosts can run different images`,
        hint: `use a fixed tag: ${repository}:1.2.3`,
      };
    }
  },
});
