/** The files of one template below its folder, as text; pictures are empty. */
export type Entry = Map<string, string>;

/** A common defect, and the rule that must find it. */
export interface Defect {
  readonly rule: string;
  readonly what: string;
  /** Inserts it into an entry. Returns false if the entry has no place for it. */
  readonly put: (entry: Entry) => boolean;
  readonly hosts?: number;
}

const docker = '0/docker-compose.yml';
const rancher = '0/rancher-compose.yml';
const config = 'config.yml';

/** Replaces the first match of a pattern. */
const swap =
  (path: string, pattern: RegExp | string, by: string) =>
  (entry: Entry): boolean => {
    const text = entry.get(path) ?? '';
    const made = text.replace(pattern, by);
    entry.set(path, made);
    return made !== text;
  };

const all =
  (...steps: readonly ((entry: Entry) => boolean)[]) =>
  (entry: Entry): boolean =>
    steps.every((step) => step(entry));

const move = (from: string, to: string) => (entry: Entry) => {
  const text = entry.get(from);
  if (text === undefined) return false;
  entry.delete(from);
  entry.set(to, text);
  return true;
};

const add = (path: string, text: string) => (entry: Entry) => {
  entry.set(path, text);
  return true;
};

const remove = (pattern: RegExp) => (entry: Entry) => {
  const found = [...entry.keys()].filter((path) => pattern.test(path));
  for (const path of found) entry.delete(path);
  return found.length > 0;
};

/** Adds lines to the first service of docker-compose.yml. */
const inService = (...lines: readonly string[]) =>
  swap(docker, /^( {4})image: .*\n/m, `$&${lines.map((line) => `    ${line}\n`).join('')}`);

/** Adds a label to the first service, which must have no labels yet, or a list of them. */
const label = (line: string) => (entry: Entry) => {
  const text = entry.get(docker) ?? '';
  const has = /^ {4}labels:\n/m.test(text);
  const pattern = has ? /^ {4}labels:\n/m : /^ {4}image: .*\n/m;
  return swap(docker, pattern, has ? `$&      ${line}\n` : `$&    labels:\n      ${line}\n`)(entry);
};

/** Adds lines below a service of rancher-compose.yml. */
const inScale = (...lines: readonly string[]) =>
  swap(rancher, /^ {4}scale: .*\n/m, `$&${lines.map((line) => `    ${line}\n`).join('')}`);

/** Adds a question before the others and uses its answer. */
const question = (variable: string, ...lines: readonly string[]) =>
  all(
    swap(
      rancher,
      /^ {2}questions:\n/m,
      `$&${lines.map((line, index) => `  ${index === 0 ? '- ' : '  '}${line}\n`).join('')}`,
    ),
    swap(docker, /^ {4}environment:\n/m, `$&      MORE: "\${${variable}}"\n`),
  );

const asked = (...more: readonly string[]) =>
  question('more', 'variable: more', 'label: More', ...more);

/** Adds a second revision, a copy of the first. */
const revision =
  (version: string, change: (entry: Entry) => boolean = () => true) =>
  (entry: Entry) => {
    for (const [path, text] of entry) {
      if (path.startsWith('0/')) entry.set(path.replace('0/', '1/'), text);
    }
    swap('1/rancher-compose.yml', /^ {2}version: .*$/m, `  version: "${version}"`)(entry);
    // It can be upgraded from any version, so that this is the only defect.
    swap('1/rancher-compose.yml', /^ {2}upgrade_from: .*\n/m, '')(entry);
    return change(entry);
  };

const versionOf = (entry: Entry) =>
  /^ {2}version: "(.*)"$/m.exec(entry.get(rancher) ?? '')?.[1] ?? '';

const affinity = 'io.rancher.scheduler.affinity:';

const defect = (
  rule: string,
  what: string,
  put: (entry: Entry) => boolean,
  hosts?: number,
): Defect => ({
  rule,
  what,
  put,
  ...(hosts === undefined ? {} : { hosts }),
});

/** Defects of the index: what Rancher lists. */
const index: readonly Defect[] = [
  defect('config-missing', 'config.yaml for config.yml', move(config, 'config.yaml')),
  defect(
    'index-config-syntax',
    'an unclosed bracket in config.yml',
    swap(config, /^description: .*$/m, 'description: [a'),
  ),
  defect(
    'index-config-type',
    'a text where a list is wanted',
    swap(config, /^category: .*$/m, 'categories: Databases'),
  ),
  defect('config-key-ignored', 'a misspelt key', swap(config, /^description:/m, 'desciption:')),
  defect('default-version-missing', 'no default version', swap(config, /^version: .*\n/m, '')),
  defect(
    'default-version-unmatched',
    'a default version that is not there',
    swap(config, /^version: .*$/m, 'version: "9.9.9"'),
  ),
  defect('index-compose-syntax', 'a colon forgotten', swap(rancher, /^catalog:$/m, 'catalog')),
  defect(
    'index-compose-version',
    "version '2.1' of the compose file",
    swap(rancher, /^version: .*$/m, "version: '2.1'"),
  ),
  defect(
    'index-catalog-type',
    'required in quotes',
    swap(rancher, /required: true/, 'required: "true"'),
  ),
  defect('version-dropped', 'no version text', swap(rancher, /^ {2}version: .*\n/m, '')),
  defect(
    'version-text-changed',
    'a version without quotes',
    all(
      swap(rancher, /^ {2}version: .*$/m, '  version: 1.10'),
      swap(config, /^version: .*$/m, 'version: "1.1"'),
    ),
  ),
  defect('version-duplicate', 'a copy with the same version', (entry) =>
    revision(versionOf(entry))(entry),
  ),
  defect('version-order', 'a suffix that makes it earlier', (entry) =>
    revision(`${versionOf(entry)}-rancher1`)(entry),
  ),
  defect('upgrade-from-invalid', 'a range with ^', (entry) => {
    swap(rancher, /^ {2}upgrade_from: .*\n/m, '')(entry);
    return swap(rancher, /^ {2}version: .*\n/m, '$&  upgrade_from: "^1.0.0"\n')(entry);
  }),
  defect(
    'rancher-version-invalid',
    'a word for a version of Rancher',
    swap(rancher, /^ {2}version: .*\n/m, '$&  maximum_rancher_version: latest\n'),
  ),
  defect(
    'rancher-version-range',
    'a maximum below the minimum',
    swap(rancher, /^ {2}minimum_rancher_version: .*\n/m, '$&  maximum_rancher_version: v1.2.0\n'),
  ),
  defect(
    'rancher-version-above',
    'a Rancher that never came',
    swap(rancher, /^ {2}minimum_rancher_version: .*$/m, '  minimum_rancher_version: v2.0.0'),
  ),
  defect('icon-missing', 'no icon', remove(/^catalogIcon/)),
  defect('icon-name', 'an icon under another name', (entry) =>
    move([...entry.keys()].find((path) => path.startsWith('catalogIcon')) ?? '', 'icon.png')(entry),
  ),
  defect('icon-several', 'two icons', add('catalogIcon-another.png', '')),
  defect('readme-missing', 'no README.md', remove(/^0\/README\.md$/)),
  defect('readme-misplaced', 'README.md beside config.yml', add('README.md', '# Entry\n')),
  defect('folder-ignored', 'a version folder called latest', add('latest/README.md', '# Entry\n')),
  defect(
    'file-shadowed',
    'a second file of one name in a folder below',
    add('0/conf/README.md', '# Another\n'),
  ),
  defect('compose-twice', 'docker-compose.yml.tpl beside the plain file', (entry) =>
    add('0/docker-compose.yml.tpl', `${entry.get(docker) ?? ''}# another\n`)(entry),
  ),
  defect(
    'catalog-block-form',
    'the catalog block among the services',
    swap(
      rancher,
      /^catalog:\n(?: .*\n)*services:\n/m,
      'services:\n  .catalog:\n    version: "1.0.0"\n',
    ),
  ),
  defect(
    'catalog-key-ignored',
    'a misspelt key of the catalog block',
    swap(rancher, /^ {2}version: .*\n/m, '$&  minimum_rancher_versions: v1.6.0\n'),
  ),
];

const questions: readonly Defect[] = [
  defect(
    'question-duplicate',
    'a variable asked twice',
    swap(
      rancher,
      /^ {2}- variable: (\w+)\n(?: {4}.*\n)*/m,
      '$&  - variable: $1\n    label: Again\n    type: string\n    required: true\n    default: "1"\n',
    ),
  ),
  defect('question-type-unknown', 'type text', asked('type: text')),
  defect('question-type-unknown', 'no type', asked()),
  defect('question-key-ignored', 'a misspelt key', asked('type: string', 'defualt: a')),
  defect('question-key-ignored', 'a key of Rancher 2', asked('type: string', 'show_if: a=b')),
  defect('enum-without-options', 'an enum with nothing to choose', asked('type: enum')),
  defect(
    'default-outside-options',
    'a default that is not on offer',
    asked('type: enum', 'default: c', 'options: [a, b]'),
  ),
  defect('default-wrong-type', 'a word for a number', asked('type: int', 'default: ten')),
  defect('default-wrong-type', 'a quoted yes', asked('type: boolean', 'default: "yes"')),
  defect('default-text-changed', 'an octal number', asked('type: string', 'default: 0755')),
  defect(
    'default-text-changed',
    'a version without quotes',
    asked('type: string', 'default: 1.10'),
  ),
  defect(
    'option-text-changed',
    'versions as options',
    asked('type: enum', 'default: "3.2"', 'options: [3.10, "3.2"]'),
  ),
  defect(
    'option-text-changed',
    'yes and no as options',
    asked('type: enum', 'default: "true"', 'options: [yes, no]'),
  ),
  defect(
    'variable-text-changed',
    'a variable called N',
    question('false', 'variable: N', 'label: More', 'type: string'),
  ),
  defect('question-range', 'bounds the wrong way round', asked('type: int', 'min: 9', 'max: 1')),
  defect('question-pattern', 'an unclosed bracket', asked('type: string', 'valid_chars: "[a-z"')),
  defect(
    'required-boolean',
    'a boolean that is required',
    asked('type: boolean', 'required: true', 'default: true'),
  ),
  defect(
    'secret-default',
    'a password for everybody',
    question(
      'db_password',
      'variable: db_password',
      'label: P',
      'type: password',
      'default: secret',
    ),
  ),
  defect(
    'secret-type',
    'a password that is shown',
    question('db_password', 'variable: db_password', 'label: P', 'type: string'),
  ),
  defect('question-label-missing', 'no label', question('more', 'variable: more', 'type: string')),
  defect(
    'question-unused',
    'an answer that nothing uses',
    swap(
      rancher,
      /^ {2}questions:\n/m,
      '$&  - variable: unused_one\n    label: Unused\n    type: string\n',
    ),
  ),
  defect(
    'question-variable-missing',
    'no variable',
    swap(rancher, /^ {2}questions:\n/m, '$&  - label: More\n    type: string\n'),
  ),
  defect('variable-renamed', 'another name in the next revision', (entry) =>
    revision(
      '99.0.0',
      all(
        swap('1/rancher-compose.yml', /^ {2}- variable: (\w+)$/m, '  - variable: $1_new'),
        (inner) => {
          const name = /^ {2}- variable: (\w+)$/m.exec(inner.get(rancher) ?? '')?.[1] ?? '';
          inner.set(
            '1/docker-compose.yml',
            (inner.get('1/docker-compose.yml') ?? '').replaceAll(`\${${name}}`, `\${${name}_new}`),
          );
          inner.set(
            '1/rancher-compose.yml',
            (inner.get('1/rancher-compose.yml') ?? '').replaceAll(`\${${name}}`, `\${${name}_new}`),
          );
          return true;
        },
      ),
    )(entry),
  ),
  defect(
    'empty-answer',
    'a scale that may be left empty',
    all(
      swap(
        rancher,
        /^ {2}questions:\n/m,
        '$&  - variable: size\n    label: Size\n    type: int\n    default: "2"\n',
      ),
      swap(rancher, /^ {4}scale: .*$/m, '    scale: "${size}"'),
    ),
  ),
  defect(
    'empty-answer',
    'a memory limit that may be left empty',
    all(
      swap(
        rancher,
        /^ {2}questions:\n/m,
        '$&  - variable: memory\n    label: Memory\n    type: string\n    default: 512m\n',
      ),
      inService('mem_limit: "${memory}"'),
    ),
  ),
  defect(
    'boolean-interpolated',
    'a boolean from an answer',
    all(
      swap(
        rancher,
        /^ {2}questions:\n/m,
        '$&  - variable: tty\n    label: TTY\n    type: boolean\n    default: true\n',
      ),
      inService('tty: "${tty}"'),
    ),
  ),
];

const compose: readonly Defect[] = [
  defect(
    'launch-docker-compose',
    'a number in a command',
    swap(docker, /^( {4})command: .*$/m, '    command: [run, 80]'),
  ),
  defect(
    'launch-rancher-compose',
    'a word for a scale',
    swap(rancher, /^ {4}scale: .*$/m, '    scale: many'),
  ),
  defect('launch-nothing', 'docker-compose.yaml', move(docker, '0/docker-compose.yaml')),
  defect(
    'undefined-variable',
    'a variable without a question',
    inService('hostname: "${host_name}"'),
  ),
  defect('lone-dollar', 'a price', inService('hostname: "5$"')),
  defect('lone-dollar', 'a default of the shell', inService('hostname: "${NAME:-a}"')),
  defect('lone-dollar', 'an argument of awk', inService("entrypoint: awk '{print $$1}'")),
  defect('braces-in-text', 'a Go template of another program', (entry) =>
    all(swap(docker, /^# notemplating\n/, ''), inService('hostname: "{{service_name}}"'))(entry),
  ),
  defect('compose-key-rejected', 'a key of newer compose files', inService('pids_limit: 100')),
  defect('compose-key-rejected', 'a misspelt key', inService('privileg: true')),
  defect('compose-key-ignored', 'networks of a service', inService('networks: [back]')),
  defect('compose-key-ignored', 'a section that is none', swap(docker, /$/, '\nconfigs: {}\n')),
  defect(
    'service-only-in-rancher-compose',
    'a misspelt service',
    swap(rancher, /^services:\n {2}([\w-]+):/m, 'services:\n  $1x:'),
  ),
  defect('service-name', 'an underscore', (entry) => {
    const name = /^services:\n {2}([\w-]+):/m.exec(entry.get(docker) ?? '')?.[1] ?? '';
    const to = `${name}_1`;
    const rename = (path: string) => swap(path, new RegExp(`^  ${name}:`, 'm'), `  ${to}:`);
    return all(rename(docker), rename(rancher))(entry);
  }),
  defect(
    'sidekick-undefined',
    'a sidekick that is not there',
    (entry) =>
      !(entry.get(docker) ?? '').includes('io.rancher.sidekicks') &&
      label('io.rancher.sidekicks: helper')(entry),
  ),
  defect('link-unknown', 'a link to nothing', inService('links: [database]')),
  defect('volumes-from-unknown', 'volumes of nothing', inService('volumes_from: [storage]')),
  defect(
    'health-check-port',
    'a health check without a port',
    (entry) =>
      !(entry.get(rancher) ?? '').includes('health_check') &&
      inScale('health_check:', '  interval: 2000')(entry),
  ),
  defect(
    'api-refused',
    'a policy the wrong way round',
    inScale('scale_policy:', '  min: 3', '  max: 1'),
  ),
  defect('restart-ignored', 'restart', inService('restart: always')),
  defect('container-name-ignored', 'container_name', inService('container_name: one')),
  defect('image-unpinned', 'no tag', swap(docker, /^( {4})image: .*$/m, '    image: redis')),
  defect('image-unpinned', 'latest', swap(docker, /^( {4})image: .*$/m, '    image: redis:latest')),
  defect('image-differs', 'a new tag for one role only', (entry) => {
    const image = /^ {4}image: "?([^\s"]+):[^\s":$}]+"?$/m.exec(entry.get(docker) ?? '')?.[1];
    const again = (entry.get(docker) ?? '').match(/^ {4}image: /gm)?.length ?? 0;
    if (image === undefined || again < 2) return false;
    return swap(docker, /^ {4}image: .*$/m, `    image: "${image}:99.0.0"`)(entry);
  }),
  defect('build-in-catalog', 'build', swap(docker, /^( {4})image: .*$/m, '    build: .')),
];

const scheduling: readonly Defect[] = [
  defect(
    'affinity-unknown',
    'a rule that Rancher does not have',
    label(`${affinity}not_host_label: role=web`),
  ),
  defect(
    'affinity-untrimmed',
    'a space after a comma',
    label(`${affinity}host_label_soft: a=b, c=d`),
  ),
  defect('affinity-empty', 'nothing in a rule', label(`${affinity}host_label_soft: ""`)),
  defect('affinity-no-value', 'a key alone', label(`${affinity}host_label_soft: role`)),
  defect('affinity-extra-equals', 'two =', label(`${affinity}host_label_soft: a=b=c`)),
  defect(
    'macro-unescaped',
    'one $ for two',
    label(`${affinity}container_label: io.rancher.stack.name=\${stack_name}`),
  ),
  defect(
    'affinity-macro-unknown',
    'a macro that is none',
    label(`${affinity}container_label: io.rancher.stack.name=$$$\${stack}`),
  ),
  defect('label-misread', 'yes for true', label("io.rancher.container.start_once: 'yes'")),
  defect(
    'label-unknown',
    'a misspelt label',
    label('io.rancher.container.hostname_overide: container_name'),
  ),
  defect(
    'affinity-on-global',
    'a container rule on a global service',
    all(label("io.rancher.scheduler.global: 'true'"), label(`${affinity}container_soft_ne: other`)),
  ),
  defect(
    'soft-on-global',
    'a soft rule on a global service',
    all(label("io.rancher.scheduler.global: 'true'"), label(`${affinity}host_label_soft: a=b`)),
  ),
  defect(
    'affinity-shared-label',
    'a label of other stacks',
    label(`${affinity}container_label: app=redis`),
  ),
  defect('host-network-spread', 'host network without a rule', (entry) => {
    const text = entry.get(docker) ?? '';
    if (text.includes('network_mode: host'))
      return swap(
        docker,
        / {6}io\.rancher\.scheduler\.affinity:container_label_ne: .*\n/,
        '',
      )(entry);
    return text.includes('container_label_ne') ? false : inService('network_mode: host')(entry);
  }),
  defect(
    'health-check-network',
    'a health check on the host network',
    (entry) =>
      (entry.get(docker) ?? '').includes('network_mode: host') &&
      inScale('health_check:', '  port: 80')(entry),
  ),
  defect(
    'affinity-unsatisfiable',
    'more containers than hosts',
    all(swap(rancher, /^ {4}scale: .*$/m, '    scale: 4'), (entry) => {
      const name = /^services:\n {2}([\w-]+):/m.exec(entry.get(rancher) ?? '')?.[1] ?? '';
      return (
        !new RegExp(`container_label_ne: \\S*/${name}\\n`).test(entry.get(docker) ?? '') &&
        !(entry.get(docker) ?? '').includes('container_label_ne') &&
        label(
          `${affinity}container_label_ne: io.rancher.stack_service.name=$$$\${stack_name}/${name}`,
        )(entry)
      );
    }),
    3,
  ),
];

const yaml: readonly Defect[] = [
  defect('yaml-duplicate-key', 'a key twice', inService('hostname: a', 'hostname: b')),
  defect('yaml-tab', 'a tab', swap(docker, /^ {4}image:/m, '\timage:')),
  defect(
    'yaml-typed-key',
    'a key called y',
    swap(docker, /^ {4}environment:\n/m, '$&      y: a\n'),
  ),
  defect(
    'yaml-typed-key',
    'a key called on',
    swap(docker, /^ {4}environment:\n/m, '$&      on: a\n'),
  ),
];

export const defects: readonly Defect[] = [
  ...index,
  ...questions,
  ...compose,
  ...scheduling,
  ...yaml,
];
