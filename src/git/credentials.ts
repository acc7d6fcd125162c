import { usageError } from '../diagnostics/usage-error.ts';
import { decoded, redactUrls } from './redact.ts';

/** The environment variable for the password or token of a repository at an http(s) URL. */
export const tokenVariable = 'RANCHER_CATALOG_TOKEN';

/** The environment variable for its user. @default the user of the URL, or `x-access-token` */
export const userVariable = 'RANCHER_CATALOG_USER';

/** Any user name: GitHub, GitLab and Gitea ignore the name next to an access token. */
const anyUser = 'x-access-token';

/** Access tokens of the known servers are longer; names of users rarely are. */
const looksLikeToken = (user: string) => user.length >= 20 && !user.includes('@');

/**
 * Throws if an address includes a password or token. In an argument every user of the machine can
 * list it, and so it can in the arguments of git's own programs.
 */
export function assertNoSecretIn(address: string): void {
  const [, user = '', colon] = /^https?:\/\/([^\s/@:]*)(:[^\s/]*)?@/i.exec(address) ?? [];
  if (colon === undefined && !looksLikeToken(user)) return;
  throw usageError(
    `--repo ${redactUrls(address)} includes a password or token, which other users can list with ps`,
    `revoke it, and set the variable ${tokenVariable} to a new one, with a URL without it`,
  );
}

/** What git needs to log in to a server, as settings and variables of its environment. */
export interface Credentials {
  readonly settings: readonly (readonly [key: string, value: string])[];
  readonly env: Readonly<Record<string, string>>;
  /** What no output may show. */
  readonly secrets: readonly string[];
}

const none: Credentials = { settings: [], env: {}, secrets: [] };

// Run by git with sh. Its arguments have the names of the variables; printf is part of the shell.
const helper = `!f() { test "$1" = get || exit 0; printf 'username=%s\\npassword=%s\\n' "$${userVariable}" "$${tokenVariable}"; }; f`;

const address = /^(https?:\/\/)(?:([^\s/@:]*)(?::([^\s/]*))?@)?([^\s/]+)(.*)$/i;

/**
 * The credentials for the server of a URL, and for no other: git asks again if the server redirects to
 * another one. They are those in the environment, else the password that the remote of a checkout has in its URL:
 * git would pass that to its own programs in an argument. Without one, git uses its own credential helpers.
 */
export function credentialsFor(url: string | undefined): Credentials {
  const [, scheme = '', user = '', password = '', host, path = ''] = address.exec(url ?? '') ?? [];
  const token = process.env[tokenVariable] ?? '';
  const secret = token === '' ? decoded(password) : token;
  if (secret === '' || host === undefined) return none;
  const given = process.env[userVariable] ?? '';
  const key = `credential.${scheme.toLowerCase()}${host}.helper`;
  const bare = `url.${scheme}${host}${path}.insteadOf`;
  return {
    // The empty one removes those of the user's configuration, which could have an old password.
    settings: [
      [key, ''],
      [key, helper],
      ...(password === '' || url === undefined ? [] : [[bare, url] as const]),
    ],
    env: {
      [userVariable]: given === '' ? decoded(user) || anyUser : given,
      [tokenVariable]: secret,
    },
    secrets: [secret],
  };
}
