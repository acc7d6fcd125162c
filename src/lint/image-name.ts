/** An image's name, taken apart. */
export interface ImageName {
  readonly repository: string;
  /** Undefined where none is named. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Takes `host:5000/name:tag@sha256:…` apart. */
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

/** Images that stand for something Rancher does itself; they are never pulled. */
export const isBuiltIn = (repository: string): boolean =>
  /^rancher\/(?:external-service|dns-service|load-balancer-service|none)$/.test(repository);
