/** Put in by the build; absent when the source runs as it is, in tests. */
declare const PROGRAM_VERSION: string | undefined;

/** The version of this program, as package.json has it. */
export const programVersion =
  typeof PROGRAM_VERSION === 'string' ? PROGRAM_VERSION : '0.0.0-source';
