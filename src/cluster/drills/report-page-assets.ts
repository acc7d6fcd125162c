import { themeStyle } from '../../svg/theme.ts';

/** The style of a report page. */
export const pageStyle = `<style>
${themeStyle(':root')}
:root{color-scheme:light dark}
body{margin:0 auto;max-width:1240px;padding:16px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif}
h1{font-size:24px;margin:8px 0}h2{font-size:20px;margin:28px 0 8px}h3{font-size:17px;margin:0}
a{color:var(--write)}p{margin:6px 0}.dim{color:var(--dim)}ul{margin:6px 0;padding-left:20px}
.filter{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;padding:10px 0;background:var(--paper);border-bottom:1px solid var(--line)}
.filter input,.filter select{font:inherit;color:inherit;background:var(--plot);border:1px solid var(--line);border-radius:6px;padding:4px 8px;max-width:100%}
.strip{font-size:13px;margin:12px 0}
.row{display:grid;grid-template-columns:230px 1fr 140px 52px;gap:10px;padding:2px 4px;color:inherit;text-decoration:none;align-items:center}
a.row:hover,a.row:focus{background:var(--plot)}
.track{position:relative;height:14px;background:var(--plot);border-radius:3px}.track i{position:absolute;top:0;font-style:normal}
.bar{height:14px;border-radius:3px;background:var(--good);opacity:.75}.fail .bar{background:var(--gap)}.fail span:last-child{color:var(--gap);font-weight:bold}
.mark{width:2px;height:14px;background:var(--bound)}.axis{color:var(--dim)}.axis .track{background:none}.axis .track i{transform:translateX(-50%);white-space:nowrap}.axis .track i:first-child{transform:none}
section.drill{margin:20px 0;padding:14px;border:1px solid var(--line);border-radius:8px;scroll-margin-top:60px}
.verdict{font-weight:bold;color:var(--good)}.fail .verdict,.not-run .verdict{color:var(--gap)}
.scroll{overflow-x:auto}.drill-picture{display:block;width:100%;min-width:900px;height:auto}
[hidden]{display:none!important}
@media (max-width:700px){.row{grid-template-columns:1fr 52px;gap:0 8px;padding:5px 4px}.row .track{grid-column:1/3;grid-row:2}.row span:nth-child(3){grid-column:1/3;grid-row:3;color:var(--dim)}.axis{display:none}}
</style>`;

/** Shows the drills that match the filter, in the strips and below. Without scripts, all are shown. */
export const pageScript = `<script>
const form = document.querySelector('.filter');
form.hidden = false;
function apply() {
  const words = form.elements.words.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const kind = form.elements.kind.value;
  const runtime = form.elements.runtime.value;
  let shown = 0;
  for (const one of document.querySelectorAll('[data-words]')) {
    const fits = words.every((word) => one.dataset.words.includes(word))
      && (kind === '' || one.dataset.kind === kind)
      && (runtime === '' || one.dataset.runtime === runtime);
    one.hidden = !fits;
    if (fits && one.matches('section')) shown += 1;
  }
  form.querySelector('output').textContent = shown + ' shown';
}
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
apply();
</script>`;
