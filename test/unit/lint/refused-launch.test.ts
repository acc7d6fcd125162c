import { describe, expect, test } from 'vitest';
import type { LintFinding } from '../../../src/lint/lint-finding.ts';
import { lintTemplate } from '../../../src/lint/lint-template.ts';
import type { CatalogFile } from '../../../src/rancher/catalog-file.ts';

const block = `version: "1.0.0"
  questions:
  - variable: PORT
    label: Port
    type: int
    required: true
    default: "80"
`;
const inV2 = `version: '2'\ncatalog:\n  ${block}`;

function lint(docker: string, rancher = inV2): LintFinding[] {
  const texts = {
    'config.yml': 'name: X\ndescription: An entry.\nversion: "1.0.0"\ncategory: Test\n',
    'catalogIcon-x.svg': '<svg/>',
    '0/README.md': '# X\n',
    '0/docker-compose.yml': docker,
    '0/rancher-compose.yml': rancher,
  };
  return lintTemplate(
    Object.entries(texts).map(([name, text]): CatalogFile => ({
      path: `templates/x/${name}`,
      sizeBytes: text.length,
      text,
    })),
  );
}

const shown = (findings: readonly LintFinding[]) =>
  findings.map(({ code, at: { file, line } }) => `${file.split('/').at(-1)}:${line} ${code}`);

describe('a file without its version', () => {
  const services = 'services:\n  web:\n    image: nginx:1.13\n    environment: {PORT: "${PORT}"}\n';

  test('has one finding with the hint, and those of the services as they are meant', () => {
    const found = lint(`${services}    links: [db]\nvolumes:\n  data: {}\n`);
    expect(shown(found)).toEqual([
      'docker-compose.yml:1 compose-key-rejected',
      'docker-compose.yml:5 link-unknown',
    ]);
    expect(found[0]?.hint).toBe("write version: '2' in the first line");
  });

  test('gets the hint where Rancher cannot even read the version', () => {
    const found = lint(`version: '2.1'\n${services}`);
    expect(shown(found)).toEqual(['docker-compose.yml:1 launch-docker-compose']);
    expect(found[0]?.hint).toBe("write version: '2' in the first line, in place of version: 2.1");
  });
});

test('a rejected key hides neither the variables nor the services of the other file', () => {
  const web = 'image: nginx:1.13\n    healthcheck: {}\n    environment: {PORT: "${PORT}"}';
  const docker = `version: '2'\nservices:\n  web:\n    ${web}\n`;
  const rancher = `${inV2}services:\n  wob:\n    scale: 2\n  web:\n    metadata: {a: "$NONE"}\n`;
  expect(shown(lint(docker, rancher))).toEqual([
    'docker-compose.yml:5 compose-key-rejected',
    'rancher-compose.yml:11 service-only-in-rancher-compose',
    'rancher-compose.yml:14 undefined-variable',
  ]);
});

describe('a service that cannot be created', () => {
  const service = (key: string) =>
    `version: '2'\nservices:\n  web:\n    image: nginx:1.13\n    environment: {PORT: "\${PORT}"}\n    ${key}\n`;

  test.each([
    ['device_read_iops: [/dev/a]', 'docker-compose.yml:6 launch-panic'],
    ['expose: [1.1]', 'docker-compose.yml:6 api-refused'],
    ['devices: ["a:b:c:d"]', 'docker-compose.yml:6 api-refused'],
  ])('has one finding, at its key: %s', (key, finding) => {
    expect(shown(lint(service(key)))).toEqual([finding]);
  });
});
