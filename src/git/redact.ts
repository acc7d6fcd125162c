/** `user:password@` or `token@` after a scheme. A user such as git@ is not a secret. */
const userInfo = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s/@]*(?:@[^\s/@]*)*)@/gi;

const isHttp = (scheme: string) => /^https?:/i.test(scheme);

/** A text in which the password of every URL is masked; a user without a password in an http URL is a token. */
export function redactUrls(text: string): string {
  return text.replaceAll(userInfo, (_whole, scheme: string, info: string) => {
    const colon = info.indexOf(':');
    if (colon !== -1) return `${scheme}${info.slice(0, colon)}:***@`;
    return isHttp(scheme) ? `${scheme}***@` : `${scheme}${info}@`;
  });
}

/** A part of a URL without its escapes; as it is if they are not valid. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The secrets in a URL, as written and decoded. No output must show them. */
export function secretsIn(url: string): string[] {
  const [, scheme = '', info = ''] = /^([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s/]*)@/i.exec(url) ?? [];
  const colon = info.indexOf(':');
  const secret = colon === -1 ? (isHttp(scheme) ? info : '') : info.slice(colon + 1);
  return [...new Set([secret, decoded(secret)])].filter((text) => text !== '');
}

/** A text without the given secrets and without the passwords of URLs. */
export function redact(text: string, secrets: readonly string[]): string {
  let masked = redactUrls(text);
  for (const secret of secrets) masked = masked.replaceAll(secret, '***');
  return masked;
}
