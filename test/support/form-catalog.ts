/** A catalog whose first version asks one question of each type, and whose second one drops and adds answers. */
const questions = [
  '{variable: TEXT, label: Text, type: string, required: true, description: A line of text}',
  '{variable: LINES, label: Lines, type: multiline, default: "a\\nb"}',
  '{variable: COUNT, label: Count, type: int, default: 2}',
  '{variable: SHARE, label: Share, type: float, default: 0.5}',
  '{variable: SECRET, label: Secret, type: password, required: true}',
  '{variable: MASKED, label: Masked, type: masked}',
  '{variable: FLAG, label: Flag, type: boolean, default: true, required: true}',
  '{variable: CHOICE, label: Choice, type: enum, options: [one, two], default: three}',
  '{variable: CERT, label: Cert, type: certificate, default: example.com}',
  '{variable: SERVICE, label: Service, type: service, default: example/web}',
  '{variable: VAULT, label: Vault, type: secret, default: missing}',
  '{variable: DAY, label: Day, type: date}',
  '{variable: OTHER, label: Other, type: color, default: red}',
];

const compose = (image: string) =>
  `version: '2'\nservices:\n  web:\n    image: ${image}\n    environment:\n      TEXT: "\${TEXT}"\n      CHOICE: "\${CHOICE}"\n`;

const block = (version: string, asked: readonly string[]) =>
  `version: '2'\ncatalog:\n  name: Sample\n  version: ${version}\n  questions:\n${asked.map((each) => `  - ${each}\n`).join('')}services:\n  web:\n    scale: \${COUNT}\n`;

export const formCatalog: Readonly<Record<string, string>> = {
  'templates/sample/config.yml':
    'name: Sample\ndescription: One question of each type\nversion: 1.0.0\ncategory: Tests\nmaintainer: Team\nlicense: Apache-2.0\nprojectURL: example.com/sample\nlabels:\n  io.rancher.certified: partner\n',
  'templates/sample/catalogIcon-sample.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#0075a8"/><script>document.title="attacked"</script></svg>',
  'templates/sample/0/docker-compose.yml': compose('nginx:1'),
  'templates/sample/0/rancher-compose.yml': block('1.0.0', questions),
  'templates/sample/0/README.md':
    '# Sample\n\nSome *text*.\n\n<script>document.title="attacked"</script>\n\n[bad](javascript:alert(1)) [good](https://example.com) ![badge](https://example.com/badge.png)\n',
  'templates/sample/1/docker-compose.yml': compose('nginx:2'),
  'templates/sample/1/rancher-compose.yml': block('1.1.0', [
    ...questions.slice(0, 3),
    '{variable: NEW, label: New, type: string, default: fresh}',
  ]),
  'templates/plain/config.yml':
    'name: Plain\ndescription: No README\nversion: 1.0.0\ncategory: Other\n',
  'templates/plain/0/docker-compose.yml': "version: '2'\nservices:\n  web:\n    image: nginx:1\n",
  'templates/plain/0/rancher-compose.yml': 'catalog:\n  version: 1.0.0\n',
};
