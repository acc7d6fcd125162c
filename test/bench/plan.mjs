// `npm run bench` and `node test/bench/plan.mjs`: the time and memory of `plan`, next to `launch` of the same entry in the
// same run. Printed, never asserted.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, installPackages, root } from '../../scripts/setup.mjs';
import { median, run } from './measured.mjs';

const cli = path.join(root, 'dist', 'cli.cjs');
const rounds = 7;

/** Ten services of five containers each: rules, ports, volumes. */
function writeWide(folder) {
  const services = Array.from(
    { length: 10 },
    (_none, index) => `  s${index}:
    image: nginx
    labels:
      io.rancher.scheduler.affinity:container_label${index % 2 === 0 ? '' : '_soft'}_ne: io.rancher.stack_service.name=$\${stack_name}/$\${service_name}
${index % 3 === 0 ? `    ports: ['${8000 + index}:80']\n` : ''}`,
  );
  const scales = services.map((_text, index) => `  s${index}: {scale: 5}\n`);
  mkdirSync(folder);
  writeFileSync(
    path.join(folder, 'docker-compose.yml'),
    `version: '2'\nservices:\n${services.join('')}`,
  );
  writeFileSync(
    path.join(folder, 'rancher-compose.yml'),
    `version: '2'\ncatalog: {version: 1.0.0}\nservices:\n${scales.join('')}`,
  );
}

/** Times of `plan` in ms, those of `launch` beside them, and the peak memory in MiB. */
function measure(entry, options) {
  const [plans, launches, peaks] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    launches.push(run([cli, 'launch', entry]).ms);
    const { ms, mib } = run([cli, 'plan', entry, ...options]);
    plans.push(ms);
    peaks.push(mib);
  }
  const more = median(plans.map((ms, index) => ms - launches[index]));
  const ratio = median(plans.map((ms, index) => ms / launches[index]));
  return `${median(plans).toFixed(0)} ms, ${more.toFixed(0)} ms more than launch (${ratio.toFixed(2)} ×), peak ${Math.max(...peaks)} MiB`;
}

/** Prints the times. */
export function benchPlan() {
  console.log('plan, whole process:');
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-bench-'));
  const catalog = path.join(folder, 'catalog');
  mkdirSync(path.join(catalog, 'templates'), { recursive: true });
  for (const blueprint of ['redis-sentinel', 'redis-cluster']) {
    const answers = path.join(root, 'catalog', blueprint, 'answers.example.yml');
    run([cli, 'generate', '-a', answers, '--catalog', catalog]);
    const entry = path.join(catalog, 'templates', blueprint);
    for (const hosts of ['3', '100']) {
      console.log(`  ${blueprint} on ${hosts} hosts: ${measure(entry, ['--hosts', hosts])}`);
    }
  }
  const wide = path.join(folder, '0');
  writeWide(wide);
  console.log(`  50 containers on 1,000 hosts: ${measure(wide, ['--hosts', '1000'])}`);
  const hosts = Array.from({ length: 1000 }, (_none, index) => ({
    name: `host-${index}`,
    labels: { zone: `z${index % 7}`, rack: `r${index % 40}` },
    memory: `${4 + (index % 5)}g`,
  }));
  const file = path.join(folder, 'hosts.json');
  writeFileSync(file, JSON.stringify({ hosts }));
  console.log(`  50 containers on 1,000 hosts that differ: ${measure(wide, ['--hosts', file])}`);
  rmSync(folder, { recursive: true });
}

if (process.argv[1] === import.meta.filename) {
  installPackages();
  build();
  benchPlan();
}
