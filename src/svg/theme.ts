const light = {
  paper: '#fff',
  plot: '#f6f8fa',
  line: '#d1d9e0',
  ink: '#1f2328',
  dim: '#59636e',
  write: '#0969da',
  gap: '#cf222e',
  noise: '#6e7781',
  bound: '#9a6700',
  step: '#8250df',
  event: '#8c959f',
  turn: '#bc4c00',
  good: '#1a7f37',
};

const dark: typeof light = {
  paper: '#0d1117',
  plot: '#151b23',
  line: '#3d444d',
  ink: '#e6edf3',
  dim: '#9198a1',
  write: '#4493f8',
  gap: '#f85149',
  noise: '#8b949e',
  bound: '#d29922',
  step: '#b392f0',
  event: '#6e7681',
  turn: '#f0883e',
  good: '#3fb950',
};

/** The colours of a theme as declarations. */
const variables = (theme: typeof light) =>
  Object.entries(theme)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

/** Declares the colours of both themes; the one of the reader applies. */
export const themeStyle = (selector: string) =>
  `${selector}{${variables(light)}}\n@media (prefers-color-scheme:dark){${selector}{${variables(dark)}}}`;
