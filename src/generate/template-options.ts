/** How templates are compiled, at build time and at run time alike. */
export const templateOptions = {
  // Values are encoded for the file they are written to; HTML escapes would break YAML.
  noEscape: true,
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { text: true, given: true, is: true },
};
