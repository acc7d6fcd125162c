import { isSecretName } from './is-secret-name.ts';

// Tokens that are known by their form.
const tokens =
  /^(?:AKIA[A-Z0-9]{16}|gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,}|AIza[\w-]{35}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+)$/;

const privateKey = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;

// Values of a setting, a path, or a name of something else.
const harmless = /^(?:true|false|yes|no|on|off|none|null|\d{0,4}|\/.*|<.*>|\*+)$/i;

const placeholder = /^(?:change_?me|secret|password|example|xxx+|todo|your[-_ ].*)$/i;

/** Bits per character, as if each was drawn by its frequency in the text. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / text.length)
    .reduce((sum, share) => sum - share * Math.log2(share), 0);
}

/** Whether a text looks drawn at random: long, of mixed characters, and no name, address or version. */
function isRandom(text: string): boolean {
  if (text.length < 24 || text.length > 200) return false;
  if (/^[0-9a-f]+$/i.test(text)) return text.length >= 32 && entropy(text) > 3.2;
  const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return isMixed && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && entropy(text) > 4.2;
}

/** Why a value of an environment variable looks like a secret; undefined if it does not. */
export function secretReason(name: string, value: string): string | undefined {
  if (privateKey.test(value)) return 'a private key';
  if (tokens.test(value)) return 'a token';
  if (harmless.test(value)) return undefined;
  if (isSecretName(name))
    return placeholder.test(value) ? 'a password that everybody knows' : 'a secret';
  return isRandom(value) ? 'a random text' : undefined;
}
