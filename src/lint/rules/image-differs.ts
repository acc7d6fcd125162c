import { parseImage } from '../image-name.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const imageDiffers = versionRule({
  code: 'image-differs',
  group: 'compose',
  severity: 'warning',
  summary: 'services of one stack run different versions of one image',
  docs: `Roles of one program, such as a master and its replicas, use the same image. If only one
of them has a new tag, the others were most likely forgotten.`,
  *check(facts) {
    const seen = new Map<string, { readonly name: string; readonly image: string }>();
    for (const service of facts.services) {
      const image = serviceText(service, 'image');
      const { repository, tag = '', digest } = parseImage(image);
      const first = seen.get(repository);
      // Tags such as `holder` or `alpine` are variants, not versions.
      if (digest === undefined && !/^v?\d/.test(tag)) continue;
      if (!first) seen.set(repository, { name: service.name, image });
      else if (first.image !== image) {
        yield {
          at: serviceSpot(facts, service.name, 'image'),
          message: `${service.name} runs ${image}, but ${first.name} runs ${first.image}`,
        };
      }
    }
  },
});
