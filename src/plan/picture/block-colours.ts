/** Backgrounds of white text: at least 4.5:1 with it, and 3:1 with the paper of both themes. */
export const blockColours = [
  '#0969da',
  '#1a7f37',
  '#8250df',
  '#bc4c00',
  '#0a7ea4',
  '#bf3989',
  '#9a6700',
  '#0b7a75',
] as const;

/** The color of each service, by its place in the files; of more services, some share one. */
export function colourOf(services: readonly string[]): (service: string) => string {
  const places = new Map(services.map((name, index) => [name, index]));
  return (service) => blockColours[(places.get(service) ?? 0) % blockColours.length] ?? '';
}
