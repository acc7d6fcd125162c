import type { Argv } from 'yargs';
export const builder = (yargs: Argv) => yargs;
export const run = async () => 0;
