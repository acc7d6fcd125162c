/** `user:password@` or `token@` after a scheme; git@ and the like name no secret. */
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/@]*(?:@[^\s/@]*)*)@/gi;

const isHttp = (scheme: string) => /^https?:/i.test(scheme);

/** A text in which the password of every URL is masked; a lone user of an http URL is a token. */
export function redactUrls(text: string): string {
  return text.replaceAll(userInfo, (_whole, scheme: string, info: string) => {
    const colon = info.indexOf(':');
    if (colon !== -1) return `${scheme}${info.slice(0, colon)}:***@`;
    return isHttp(scheme) ? `${scheme}***@` : `${scheme}${info}@`;
  });
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The secrets that a URL carries, as written and decoded: what no output may show. */
export function secretsIn(url: string): string[] {
  const [, scheme = '', info = ''] = /^([a-z][a-z0-9+.-]*:\/\/)([^\s/]*)@/i.exec(url) ?? [];
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
