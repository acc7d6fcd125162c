/** Characters that HFS+ ignores in names, so that git takes a `.git` with them for `.git` (git utf8.c, next_hfs_char). */
const ignored = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;

/** What NTFS takes for `.git` in any case, the short name and streams included (git path.c, is_ntfs_dotgit). */
const dotGit = /^(?:\.git|git~1)[ .]*(?::|$)/i;

/** The name of a file in messages: control characters of a hostile one would reach the terminal. */
export const shownName = (name: string): string => name.replaceAll(/\p{Cc}/gu, '?');

/** Why a catalog cannot have a file or folder of this name; undefined if it can. */
export function faultOfFileName(name: string): string | undefined {
  if (name === '.' || name === '..') return `${name} is a directory, not the name of a file`;
  if (name.includes('\uFFFD')) return 'this name is not valid UTF-8';
  if (/\p{Cc}/u.test(name)) return 'this name has a control character';
  if (/\p{Bidi_Control}/u.test(name))
    return 'this name has a character that changes the direction of text';
  if (name.includes('\\')) return 'this name has a \\, which is a path on Windows';
  // git refuses it on every system (git read-cache.c, verify_path).
  return dotGit.test(name.replaceAll(ignored, ''))
    ? 'git cannot store a file or directory of this name'
    : undefined;
}
