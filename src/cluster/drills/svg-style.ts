import { themeStyle } from '../../svg/theme.ts';

/** Backgrounds of white text, for both themes. */
export const masterColours = ['#1a7f37', '#8250df', '#bc4c00', '#0a7ea4', '#bf3989'] as const;

/** The style of every picture of a drill. A page with several pictures needs it once. */
export const pictureStyle = `<style>
${themeStyle('.drill-picture')}
.drill-picture text{fill:var(--ink)}.drill-picture .paper{fill:var(--paper)}.drill-picture .plot{fill:var(--plot);stroke:var(--line)}
.drill-picture .grid{stroke:var(--line);fill:none}.drill-picture .write{stroke:var(--write);fill:none}
.drill-picture .gap{fill:var(--gap);fill-opacity:.3;stroke:var(--gap)}.drill-picture .noise{fill:var(--noise);fill-opacity:.3;stroke:var(--noise)}
.drill-picture .bound{stroke:var(--bound);stroke-dasharray:7 4;fill:none}.drill-picture .step{stroke:var(--step);stroke-dasharray:4 3;fill:none}
.drill-picture .loss{stroke:var(--gap);fill:none}.drill-picture .event{stroke:var(--event);fill:none}.drill-picture .turn{stroke:var(--turn);stroke-width:2;fill:none}
.drill-picture text.dim{fill:var(--dim)}.drill-picture text.good{fill:var(--good)}.drill-picture text.bad{fill:var(--gap)}
.drill-picture text.bounds{fill:var(--bound)}.drill-picture text.steps{fill:var(--step)}.drill-picture text.on{fill:#fff}
.drill-picture text.length{fill:var(--gap);font-weight:bold;paint-order:stroke;stroke:var(--plot);stroke-width:3px}
.drill-picture text.noises{fill:var(--noise);font-weight:bold;paint-order:stroke;stroke:var(--plot);stroke-width:3px}
.drill-picture text.title{font-weight:bold}
</style>`;
