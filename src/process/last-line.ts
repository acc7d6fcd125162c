/** The last line of a program's output, which has the error. */
export const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';
