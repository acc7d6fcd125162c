import { expect, test } from 'vitest';
import { launchYaml } from '../../../src/rancher/launch/describe-launch.ts';
import { plainValue } from '../../../src/rancher/launch/launched-service.ts';
import { storedService } from '../../../src/rancher/launch/stored-service.ts';
import { writeYaml } from '../../../src/source/write-yaml.ts';
import { launch } from './launch-texts.ts';

const compose = (image: string) =>
  `version: '2'\nservices:
  web: {image: ${image}, command: "a: b # c", environment: {A: "\${A}", B: " ", C: "1\\n2\\n"}}
  '10': {image: nginx, labels: {x: 'yes', 'y': '1'}, ports: ['80:80', '443']}
  '9': {image: nginx}
  'yes': {image: redis}
  __proto__: {image: redis}
  a-b: {image: redis, metadata: {deep: {list: [1, null, 2.5, []]}}}
`;

const wholeYaml = ({ config }: ReturnType<typeof launch>) =>
  writeYaml({
    version: '2',
    services: Object.fromEntries(
      [...config].map(([name, service]) => [name, plainValue(storedService(service))]),
    ),
  });

test.each([compose('nginx'), "version: '2'\nservices: {}\n"])(
  'the services one by one are the file as a whole: %j',
  (text) => {
    const launched = launch({ 'docker-compose.yml': text });
    expect(launched.error).toBeNull();
    expect(launchYaml(launched)).toBe(wholeYaml(launched));
    expect(launchYaml(launched)).toBe(wholeYaml(launched));
  },
);
