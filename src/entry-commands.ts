/**
 * Commands that read or make entries and start nothing. The build makes them a program of their own, entries.cjs,
 * which is loaded sooner than program.cjs with all commands.
 */
export const entryCommands: ReadonlySet<string> = new Set([
  'generate',
  'questions',
  'index',
  'lint',
  'launch',
]);
