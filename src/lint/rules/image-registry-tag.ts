import { child } from '../../source/yaml-node.ts';
import { isAnswered } from '../written-part.ts';
import { parseImage } from '../image-name.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Registries that are not those of a catalog. */
const isPublic = (registry: string): boolean =>
  /^(?:quay\.io|ghcr\.io|(?:[\w-]+\.)?gcr\.io|registry\.k8s\.io|public\.ecr\.aws|mcr\.microsoft\.com|registry\.gitlab\.com|docker\.elastic\.co|registry\.access\.redhat\.com|nvcr\.io)$/.test(
    registry,
  );

/** The registry of an image; empty for Docker Hub. */
function registryOf(image: string): string {
  const [first = '', ...path] = parseImage(image).repository.split('/');
  return path.length > 0 && /[.:]|^localhost$/.test(first) && first !== 'docker.io' ? first : '';
}

export const imageRegistryTag = versionRule({
  code: 'image-registry-tag',
  group: 'security',
  severity: 'info',
  summary: 'an image of another registry is referenced by its tag',
  docs: `A tag can be moved to another image at any time. A digest,
\`quay.io/example/app:1.2@sha256:…\`, is always the same image. The private registry that the first
image of a version comes from is that of the catalog; other private ones and public ones such as quay.io
are not. Images of Docker Hub, and those whose name is asked, are not reported.`,
  *check(facts) {
    const images = facts.services.map((service) => serviceText(service, 'image'));
    const own = images.map(registryOf).find((registry) => registry !== '' && !isPublic(registry));
    for (const service of facts.services) {
      const image = serviceText(service, 'image');
      const { repository, tag, digest } = parseImage(image);
      const registry = registryOf(image);
      if (registry === '' || registry === own || digest !== undefined) continue;
      // image-unpinned reports these.
      if (tag === undefined || tag === 'latest') continue;
      if (isAnswered(facts, service.name, 'image', child(service.node, 'image'))) continue;
      yield {
        at: serviceSpot(facts, service.name, 'image'),
        message: `the owner of ${registry} can change what ${image} is`,
        hint: `add the digest: ${repository}:${tag}@sha256:…`,
      };
    }
  },
});
