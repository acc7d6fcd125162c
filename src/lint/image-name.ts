/** The parts of an image's name. */
export interface ImageName {
  readonly repository: string;
  /** Undefined if there is none. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** The prefix of an image in Rancher's API, but not the name of the image docker: `docker:17.05-dind`. */
const prefix = /^docker:(?=[^@]*[:/])/;

/** Parses `host:5000/name:tag@sha256:…`. */
export function parseImage(image: string): ImageName {
  const [name = '', digest] = image.replace(prefix, '').split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  return {
    repository: hasTag ? name.slice(0, colon) : name,
    tag: hasTag ? name.slice(colon + 1) : undefined,
    digest,
  };
}

/** Image names of services that Rancher provides itself; they are never pulled. */
export const isBuiltIn = (repository: string): boolean =>
  /^rancher\/(?:external-service|dns-service|load-balancer-service|none)$/.test(repository);
