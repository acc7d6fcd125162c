import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProgram } from '../../src/process/find-program.ts';
import { drills, page, results } from '../unit/cluster/generated-report.ts';

const browser = findProgram('chromium') ?? findProgram('google-chrome');

/** Sets the filter as a reader does, and leaves the ids of the drills that are shown. */
const useFilter = `<script>
const shown = () => [...document.querySelectorAll('section')].filter((one) => one.offsetHeight > 0).map((one) => one.id);
const results = [shown()];
for (const [name, value] of [['words', 'not-there'], ['words', '1 '], ['kind', 'fail'], ['runtime', 'docker'], ['words', '']]) {
  form.elements[name].value = value;
  form.elements[name].dispatchEvent(new Event('input', { bubbles: true }));
  results.push(shown());
}
document.body.textContent = JSON.stringify(results);
</script>`;

test.skipIf(browser === undefined)('the filter of report.html shows what matches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  try {
    const file = join(folder, 'report.html');
    writeFileSync(file, page.replace('</body>', `${useFilter}</body>`));
    const argv = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${folder}/profile`,
    ];
    const opened = spawnSync(browser ?? '', [...argv, '--dump-dom', `file://${file}`], {
      encoding: 'utf8',
      timeout: 25_000,
    });
    const [, text = '[]'] = /<body>(.*?)<\/body>/s.exec(opened.stdout) ?? [];
    const [all, none, ones, failed, inContainers, last] = JSON.parse(text.trim()) as string[][];
    expect(all).toHaveLength(results.length + 2);
    expect(none).toEqual([]);
    const hasOne = results.filter(({ id, name, title }) => `${id} ${name} ${title}`.includes('1'));
    expect(ones?.length).toBe(hasOne.length + 1);
    expect(failed?.every((id) => ones?.includes(id))).toBe(true);
    expect(failed).not.toContain('namespace-38');
    expect(inContainers?.every((id) => id.startsWith('docker-'))).toBe(true);
    expect(last).toEqual(
      drills.slice(0, 2).flatMap(({ result }) => (result.pass ? [] : `docker-${result.id}`)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
