import { isSecretName } from '../model/is-secret-name.ts';

// Tokens that are known by their form.
const tokens =
  /^(?:AKIA[A-Z0-9]{16}|gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,}|AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{30,}|npm_\w{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+|https:\/\/hooks\.slack\.com\/services\/\w+\/\w+\/\w+)$/;

const privateKey = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;

/** The password of a URL: `postgres://user:password@host`. */
const inAddress = /^[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:([^\s@/]+)@/i;

// Values of a setting, a path, or a name of something else.
const harmless = /^(?:true|false|yes|no|on|off|none|null|\d?|\/.*|<.*>|\$.*|\*+)$/i;

const placeholder = /^(?:change_?me|secret|password|example|xxx+|todo|your[-_ ].*)$/i;

/** Names whose values are secrets if they look drawn, or made by hand from letters and digits. */
const keyName =
  /(?:^|[_.-])(?:encryption|signing|private|master|access|session|cookie|app|auth|secret|license)[_.-]?key(?:[_.-]?base)?$|(?:^|[_.-])(?:salt|credentials?)$/i;

/** Names of values that look drawn and are not secret. */
const idName =
  /(?:^|[_.-])(?:sha\d*|md5|commit|digest|checksum|revision|version|hash|fingerprint|etag|uuid|guid|id)(?:$|[_.-])/i;

/** Bits per character, as if each was drawn by its frequency in the text. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / text.length)
    .reduce((sum, share) => sum - share * Math.log2(share), 0);
}

const kindOf = (character: string) =>
  /[a-z]/.test(character) ? 'a' : /[A-Z]/.test(character) ? 'A' : /\d/.test(character) ? '0' : '-';

/** The share of characters that are of another kind than the one before; words have few of them. */
function turns(text: string): number {
  const kinds = [...text].map(kindOf);
  return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length / text.length;
}

/** Whether a text looks drawn at random: long, of mixed characters, and no name, address or version. */
function isRandom(text: string): boolean {
  if (text.length < 20 || text.length > 200) return false;
  if (/^[0-9a-f]+$/i.test(text)) return text.length >= 32 && entropy(text) > 3.2;
  const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  if (!isMixed || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text) || turns(text) < 0.35) return false;
  const isParted = /[/_-]/.test(text);
  return isParted ? text.length >= 32 && entropy(text) > 4.2 : entropy(text) > 3.7;
}

/** Whether a text can be a key: letters and digits, and no name with a dot, path or sentence. */
const isKey = (text: string) => /^(?=.*\d)(?=.*[a-z])[\w+/=!#%&*:-]{8,}$/i.test(text);

/** Why a value of an environment variable looks like a secret; undefined if it does not. */
export function secretReason(name: string, value: string): string | undefined {
  if (privateKey.test(value)) return 'a private key';
  if (tokens.test(value)) return 'a token';
  const password = inAddress.exec(value)?.[1];
  if (password !== undefined && !harmless.test(password)) return 'an address with a password';
  if (harmless.test(value) || /^[a-z][a-z\d+.-]*:\/\//i.test(value)) return undefined;
  if (isSecretName(name))
    return placeholder.test(value) ? 'a password that everybody knows' : 'a secret';
  if (keyName.test(name) && isKey(value)) return 'a secret';
  return isRandom(value) && !idName.test(name) ? 'a random text' : undefined;
}
