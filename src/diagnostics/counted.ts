/** A number with its noun: `1 replica`, `2 replicas`. */
export const counted = (number: number, noun: string) =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;
