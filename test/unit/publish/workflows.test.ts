import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderWorkflow } from '../../../src/publish/workflow/render-workflow.ts';
import { ciSystems } from '../../../src/publish/workflow/workflow-options.ts';

// What is written, byte for byte. UPDATE_GOLDEN=1 regenerates it; review the diff before you commit it.
const options = {
  registries: [],
  mainBranch: 'main',
  catalogBranch: 'master',
  programVersion: '1.2.3',
};
const entries = {
  'own-image': [{ answers: 'redis/answers.yml', registry: 'registry.example.com:5000' }],
  'no-image': [{ answers: 'page.yml', registry: undefined }],
};

const cases = Object.entries(entries).flatMap(([name, list]) =>
  ciSystems.map((system) => ({ name, list, system })),
);

test.for(cases)('the workflow for $system, $name', ({ name, list, system }) => {
  const text = renderWorkflow(system, { ...options, entries: list });
  const file = join(import.meta.dirname, '../../fixtures/workflows', `${name}.${system}.yml`);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});

test.for(ciSystems)('an entry without an image has no job for one: %s', (system) => {
  const text = renderWorkflow(system, { ...options, entries: entries['no-image'] });
  expect(text).not.toMatch(/image build|docker login|REGISTRY_|catalog:image|name: image/);
});

test.for(ciSystems)(
  'the update logs in to a registry that is named, without a job for images: %s',
  (system) => {
    const registries = ['private.example.com'];
    const text = renderWorkflow(system, { ...options, registries, entries: entries['no-image'] });
    expect(text.match(/--password-stdin .*/g)).toEqual(['--password-stdin private.example.com']);
    expect(text).toContain('REGISTRY_PASSWORD');
    expect(text).not.toMatch(/image build|catalog:image|name: image/);
  },
);
