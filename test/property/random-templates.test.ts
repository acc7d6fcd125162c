import fc from 'fast-check';
import { expect, test } from 'vitest';
import { launchVersion } from '../../src/rancher/launch/launch-version.ts';
import { plainValue } from '../../src/rancher/launch/launched-service.ts';
import { storedService } from '../../src/rancher/launch/stored-service.ts';
import { versionFiles } from '../support/render.ts';
import { render } from '../unit/generate/template/rendered.ts';
import { someLines, someValues } from './random-templates.ts';

const runs = process.env.CI === 'true' ? 1000 : 150;

const askable = ['word', 'port', 'cache', 'kind'] as const;

/** A value without which a block text cannot be written in a single style. */
const tolerated = /^a value that is empty or has line breaks or special characters/;

function environmentOf(files: ReadonlyMap<string, string>, set: ReadonlyMap<string, string>) {
  const { config, error } = launchVersion(versionFiles(files), { set });
  const service = config.get('a');
  const { environment = [] } = service
    ? (plainValue(storedService(service)) as { readonly environment?: readonly string[] })
    : {};
  return { error, environment: [...environment].toSorted() };
}

test(
  'in any template, values arrive byte for byte, fixed or asked',
  { timeout: 300_000 },
  async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        someLines(3),
        someValues,
        fc.subarray([...askable]),
        async ({ source, variables }, values, asked) => {
          const fixed = Object.fromEntries(
            Object.entries(values).filter(([name]) => !asked.some((each) => each === name)),
          );
          const compose = `version: '2'\nservices:\n  a:\n    image: x\n    environment:\n      A: b\n${source}`;
          const { files, messages } = await render({ 'docker-compose.yml': compose }, fixed);
          expect(messages.filter((message) => !tolerated.test(message))).toEqual([]);
          if (messages.length > 0) return;
          accepted += 1;
          const texts = new Map([...files].map(([name, { text }]) => [name, text]));
          const entered = new Map(asked.map((name) => [name, String(values[name])]));
          const expected = Object.entries({ A: 'b', ...variables(values) });
          expect(environmentOf(texts, entered)).toEqual({
            error: null,
            environment: expected.map(([name, value]) => `${name}=${value}`).toSorted(),
          });
        },
      ),
      { numRuns: runs },
    );
    expect(accepted).toBeGreaterThan(runs * 0.8);
  },
);
