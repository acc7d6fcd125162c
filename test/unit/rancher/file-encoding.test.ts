import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readCatalog } from '../../../src/files/read-catalog.ts';
import { indexCatalog } from '../../../src/rancher/index-catalog.ts';
import { launchVersion } from '../../../src/rancher/launch/launch-version.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

const config = 'name: X\nversion: 1.0.0\n';
const docker = "version: '2'\nservices:\n  a:\n    image: b\n";
const rancher = "version: '2'\ncatalog:\n  version: 1.0.0\n";

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

/** An entry, with some of its files replaced. */
async function catalog(changed: Readonly<Record<string, Uint8Array>>) {
  const folder = temporaryFolder({
    'templates/x/config.yml': config,
    'templates/x/0/docker-compose.yml': docker,
    'templates/x/0/rancher-compose.yml': rancher,
  });
  for (const [path, bytes] of Object.entries(changed)) {
    writeFileSync(join(folder, 'templates/x', path), bytes);
  }
  return indexCatalog((await readCatalog(folder)).value ?? []);
}

async function launch(changed: Readonly<Record<string, Uint8Array>>) {
  const [version] = (await catalog(changed)).templates[0]?.versions ?? [];
  return version && launchVersion(version.files);
}

describe('a file that is not UTF-8', () => {
  it('is launched if the service sends it as JSON, with U+FFFD for each byte', async () => {
    const text = latin1(docker.replace('image: b', 'image: caf\u00E9\u00E9'));
    const launched = await launch({ '0/docker-compose.yml': text });
    expect(launched?.verdict).toBe('accepted');
    expect(launched?.services).toMatchObject({ a: { image: 'caf\uFFFD\uFFFD' } });
  });

  test.each([
    ['caf\u00E9 au lait', 'yaml: invalid trailing UTF-8 octet'],
    ['caf\u0080', 'yaml: invalid leading UTF-8 octet'],
    ['\u00C0\u0080', 'yaml: invalid length of a UTF-8 sequence'],
    ['\u00ED\u00A0\u0080', 'yaml: invalid Unicode character'],
  ])('is refused if the service parses its bytes: %j', async (text, message) => {
    const file = latin1(`name: X\ndescription: ${text}\n`);
    expect((await catalog({ 'config.yml': file })).errors).toMatchObject([{ message }]);
  });

  it('is read as UTF-16 if it begins with a byte order mark', async () => {
    const { errors, templates } = await catalog({ 'config.yml': utf16(config) });
    expect(errors).toEqual([]);
    expect(templates[0]?.config.name).toBe('X');
    const launched = await launch({ '0/docker-compose.yml': utf16(docker) });
    expect(launched?.error).toContain('control characters are not allowed');
  });

  it('is a template if a byte order mark is before "# notemplating"', async () => {
    const text = '# notemplating\nversion: "2"\nservices:\n  a:\n    image: "{{ x }}"\n';
    const files = (start: string) => ({ '0/docker-compose.yml': Buffer.from(start + text) });
    expect((await launch(files('\uFEFF')))?.error).toContain('function "x" not defined');
    expect((await launch(files(' \u0085\n')))?.verdict).toBe('accepted');
  });
});

describe('a text on which go-yaml crashes', () => {
  const text = Buffer.from(`${docker}    command: [x,\n y] z\n`);

  it('crashes the launch', async () => {
    expect(await launch({ '0/docker-compose.yml': text })).toMatchObject({
      verdict: 'panic',
      stage: 'panic',
      error: 'should not happen',
    });
  });
});

describe('a key that is replaced by a later one', () => {
  it('is decoded, so its value must have the right type', async () => {
    const file = Buffer.from(`labels: [a]\n${config}labels: {a: b}\n`);
    const message =
      'yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]string';
    expect((await catalog({ 'config.yml': file })).errors).toMatchObject([{ message }]);
  });

  it('is dropped from a catalog block, which is decoded twice', async () => {
    const file = Buffer.from(rancher.replace('catalog:\n', 'catalog:\n  version: [a]\n'));
    expect((await catalog({ '0/rancher-compose.yml': file })).errors).toEqual([]);
  });
});
