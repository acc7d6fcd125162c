const letters = 'abcdefghijklmnopqrstuvwxyz';

/** The characters that Rancher's button takes: no quotes, backslash, backtick or blank (UI utils/util.js:195-219). */
const characters = `${letters}${letters.toUpperCase()}0123456789!@#$%^&*()_+-=[]{};:,./<>?|`;

/** Characters of a generated password. */
export const passwordLength = 16;

/** The password that the button generates; `random` has a number of 32 random bits for each character. */
export const generatedPassword = (random: Uint32Array): string =>
  [...random.subarray(0, passwordLength)]
    .map((value) => characters.charAt(value % characters.length))
    .join('');
