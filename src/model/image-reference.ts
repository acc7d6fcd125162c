/** The registry that an image is pulled from: its host, and its port if it has one. */
export function registryOf(image: string): string {
  const slash = image.indexOf('/');
  const first = slash === -1 ? '' : image.slice(0, slash);
  return /[.:]/.test(first) || first === 'localhost' ? first : 'docker.io';
}

/** Whether a registry can accept the image: Docker Hub has no names without a namespace for its users. */
export const canBePushed = (image: string): boolean => image.includes('/') && !image.includes('@');

/** The digest that an image is pinned to, such as `sha256:…`. */
export const digestIn = (image: string): string | undefined => /@(.+)$/.exec(image)?.[1];

/** An image without the digest that it is pinned to. */
export const withoutDigest = (image: string): string => image.replace(/@.*$/, '');

/** An image with another tag in place of its own: `makeTag` gets the present one. */
export function retag(image: string, makeTag: (tag: string) => string): string {
  const [, name = image, tag = 'latest'] = /^(.*?)(?::([^:/]+))?$/.exec(withoutDigest(image)) ?? [];
  return `${name}:${makeTag(tag)}`;
}

/** An image reference in parts; a part that it does not have is empty. */
export interface ImageParts {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** `registry:5000/redis:7@sha256:…` → its repository `registry:5000/redis`, its tag and its digest. */
export function imageParts(image: string): ImageParts {
  const digest = digestIn(image) ?? '';
  const [, repository = '', tag = ''] = /^(.*?)(?::([^:/]+))?$/.exec(withoutDigest(image)) ?? [];
  return { repository, tag, digest };
}
