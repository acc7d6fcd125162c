/** The parts of an image's name. */
export interface ImageName {
  readonly repository: string;
  /** Undefined if there is none. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Parses `host:5000/name:tag@sha256:…`. */
export function parseImage(image: string): ImageName {
  const [name = '', digest] = image.replace(/^docker:/, '').split('@');
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
