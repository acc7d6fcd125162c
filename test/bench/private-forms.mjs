// The forms of the entries of a private catalog.
const registry = 'registry.example.com:5000';

/** Names and numbers of one version. `since(n)`: whether it has what came with release n. */
export const factsOf = (index, release) => ({
  index,
  name: `${['orders', 'billing', 'search', 'reports', 'mail', 'stock', 'users', 'media'][index % 8]}-${index}`,
  tag: `${1 + (index % 4)}.${release}.${(index * 7 + release) % 10}`,
  port: 8000 + index,
  since: (start) => release >= start,
});

const question = (variable, label, rest) =>
  `  - variable: ${variable}\n    label: ${label}\n    description: |\n      ${label} of this stack, as\n      the operators want it.\n${rest.map((line) => `    ${line}\n`).join('')}`;

const asked = {
  text: (name, label, value) =>
    question(name, label, ['type: string', 'required: true', `default: "${value}"`]),
  int: (name, label, value) =>
    question(name, label, ['type: int', 'required: true', `default: ${value}`]),
  flag: (name, label, value) => question(name, label, ['type: boolean', `default: ${value}`]),
  secret: (name, label) => question(name, label, ['type: password', 'required: true']),
  certificate: (name, label) => question(name, label, ['type: certificate', 'required: true']),
  choice: (name, label, options) =>
    question(name, label, [
      'type: enum',
      'required: true',
      `default: "${options[0]}"`,
      'options:',
      ...options.map((each) => `  - "${each}"`),
    ]),
};

const block = ({ name, tag }, key, questions) =>
  `${key}:\n  name: ${name}\n  version: ${tag}\n  description: The stack of ${name}\n  minimum_rancher_version: v1.6.0\n  questions:\n${questions.join('')}`;

const health = (port) => `    health_check:
      port: ${port}
      interval: 2000
      initializing_timeout: 60000
      unhealthy_threshold: 3
      strategy: recreate
      healthy_threshold: 2
      response_timeout: 2000
      request_line: GET "/health" "HTTP/1.0"
`;

const balancer = (port) => `  lb:
    image: rancher/lb-service-haproxy:v0.7.9
    ports:
    - \${PORT}:${port}/tcp
    labels:
      io.rancher.container.agent.role: environmentAdmin,agent
      io.rancher.container.agent_service.drain_provider: 'true'
      io.rancher.container.create_agent: 'true'
`;

/** A service of a program of the company. */
const program = ({ name, tag, since }, role, more) => `  ${role}:
    image: ${registry}/${name}/${role}:${tag}
    stdin_open: true
    tty: true
    environment:
      LOG_LEVEL: \${LOG_LEVEL}
      DATABASE_URL: postgres://app:\${DB_PASSWORD}@db:5432/${name}
      REDIS_URL: redis://cache:6379/0
      SMTP_HOST: smtp.example.com
      JAVA_OPTS: "-Xmx512m -Dname=${name}"
${since(4) ? '      TRACE_URL: http://trace.example.com:9411\n' : ''}    labels:
      io.rancher.container.pull_image: always
      io.rancher.scheduler.affinity:container_label_soft_ne: io.rancher.stack_service.name=$\${stack_name}/$\${service_name}
      io.rancher.scheduler.affinity:host_label: role=\${HOST_ROLE}
${more}`;

const usual = ({ port }) => [
  asked.choice('LOG_LEVEL', 'Log level', ['info', 'debug', 'warn', 'error']),
  asked.secret('DB_PASSWORD', 'Password of the database'),
  asked.text('HOST_ROLE', 'Role of the hosts', 'app'),
  asked.int('PORT', 'Public port', port),
];

/** Programs behind a balancer, with parts that a template leaves out. */
function web(facts) {
  const docker = `version: '2'
services:
${balancer(8080)}${program(facts, 'web', '    links:\n    - db:db\n    - cache:cache\n')}${program(facts, 'worker', '    command: worker --queue default --threads 4\n')}{{- if eq .Values.CRON "true" }}
${program(facts, 'cron', '')}{{- end }}
  cache:
    image: redis:\${CACHE_VERSION}-alpine
    command: ["redis-server", "--appendonly", "yes"]
  db:
    image: postgres:10.3
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD}
    volumes:
    - db:/var/lib/postgresql/data
{{- if ne .Values.VOLUME_DRIVER "local" }}
volumes:
  db:
    driver: {{ .Values.VOLUME_DRIVER }}
{{- else }}
volumes:
  db: {}
{{- end }}
`;
  const questions = [
    ...usual(facts),
    asked.choice('CACHE_VERSION', 'Version of the cache', ['4.0', '3.2']),
    asked.flag('CRON', 'Run jobs', 'true'),
    asked.choice('VOLUME_DRIVER', 'Volume driver', ['local', 'rancher-nfs', 'rancher-ebs']),
    asked.choice('SCALE', 'Number of containers', ['2', '3', '4', '5']),
  ];
  const rancher = `version: '2'
${block(facts, 'catalog', questions)}services:
  lb:
    scale: 1
    start_on_create: true
    lb_config:
      certs: []
      port_rules:
      - priority: 1
        protocol: http
        service: web
        source_port: \${PORT}
        target_port: 8080
        hostname: ${facts.name}.example.com
${health(42)}  web:
    scale: \${SCALE}
    start_on_create: true
${health(8080)}  worker:
    scale: 1
  db:
    scale: 1
${health(5432)}`;
  return { 'docker-compose.yml.tpl': docker, 'rancher-compose.yml': rancher };
}

/** Programs without a template pass, and with a balancer that ends TLS. */
function plain(facts) {
  const docker = `# notemplating
version: '2'
services:
${balancer(443)}${program(facts, 'api', '    retain_ip: false\n')}${program(facts, 'admin', `    ports:\n    - ${facts.port + 1000}:9000/tcp\n`)}`;
  const rancher = `version: '2'
${block(facts, 'catalog', [...usual(facts), asked.certificate('CERT', 'Certificate'), asked.flag('DEBUG', 'Debug', 'false')])}services:
  lb:
    scale: 1
    lb_config:
      default_cert: \${CERT}
      port_rules:
      - protocol: https
        service: api
        source_port: \${PORT}
        target_port: 8080
        hostname: "*.example.com"
      - protocol: https
        service: admin
        source_port: \${PORT}
        target_port: 9000
        path: /admin
  api:
    scale: 2
${health(8080)}`;
  return { 'docker-compose.yml': docker, 'rancher-compose.yml': rancher };
}

/** The first form of compose files: a data container and its program. */
function early(facts) {
  const { name, tag } = facts;
  const docker = `${name}:
  image: ${registry}/${name}:${tag}
  environment:
    MODE: \${MODE}
    ADMIN_PASSWORD: \${DB_PASSWORD}
  labels:
    io.rancher.sidekicks: ${name}-data
    io.rancher.container.hostname_override: container_name
  volumes_from:
  - ${name}-data
  external_links:
  - shared/db:db
${name}-data:
  image: busybox:1.27
  command: "true"
  labels:
    io.rancher.container.start_once: 'true'
  volumes:
  - \${DATA_DIR}:/data
`;
  const questions = [
    asked.choice('MODE', 'Mode', ['single', 'primary', 'secondary']),
    asked.secret('DB_PASSWORD', 'Password'),
    asked.text('DATA_DIR', 'Directory on the host', `/srv/${name}`),
  ];
  const rancher = `${block(facts, '.catalog', questions)}${name}:\n  scale: 1\n${health(80).replaceAll(/^ {2}/gm, '')}`;
  return { 'docker-compose.yml': docker, 'rancher-compose.yml': rancher };
}

/** A cluster on all hosts, of which a flag decides much. */
function cluster(facts) {
  const docker = `version: '2'
services:
${['master', 'data', 'client'].map((role) => program(facts, role, `{{- if eq .Values.HOST_NET "true" }}\n    network_mode: host\n{{- end }}\n    volumes:\n    - ${role}:/var/lib/${facts.name}\n    ulimits:\n      nofile: {soft: 65536, hard: 65536}\n`)).join('')}volumes:
  master: {driver: "{{ .Values.DRIVER }}"}
  data: {driver: "{{ .Values.DRIVER }}"}
  client: {driver: "{{ .Values.DRIVER }}"}
`;
  const questions = [
    ...usual(facts),
    asked.flag('HOST_NET', 'Network of the host', 'false'),
    asked.choice('DRIVER', 'Volume driver', ['local', 'rancher-nfs']),
    asked.choice('NODES', 'Nodes', ['3', '5', '7']),
  ];
  const rancher = `version: '2'
${block(facts, 'catalog', questions)}services:
  master:
    scale: 3
${health(9300)}  data:
    scale: \${NODES}
    upgrade_strategy: {start_first: false}
${health(9300)}  client:
    scale: 2
${health(9200)}`;
  return { 'docker-compose.yml.tpl': docker, 'rancher-compose.yml': rancher };
}

const forms = [web, plain, early, cluster];

/** The files of one release of an entry, by name, without its README. */
export const filesOf = (facts) => forms[facts.index % forms.length](facts);
