/*
 * The JSON Schema that rancher-compose-executor v0.14.30 validates a compose file with, the same for
 * docker-compose.yml and rancher-compose.yml (config/schema.go). Keys that are not listed are rejected.
 */

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null';

/** The part of JSON Schema (draft 4) that it uses. */
export interface Schema {
  readonly types?: readonly JsonType[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: readonly (readonly [RegExp, Schema])[];
  /** additionalProperties: false. */
  readonly closed?: boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly oneOf?: readonly Schema[];
  /** Key → another key that it requires. */
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: 'ports' | 'expose';
  /** The types in messages if the schema is a reference. */
  readonly named?: readonly JsonType[];
}

const of = (...types: JsonType[]): Schema => ({ types });
const text = of('string');
const flag = of('boolean');
const size = of('number', 'string');
const map = of('object');
const list = of('array');

const uniqueTexts: Schema = { types: ['array'], items: text, uniqueItems: true };
const listOfStrings: Schema = { ...uniqueTexts, named: ['array'] };
const stringOrList: Schema = { oneOf: [text, uniqueTexts], named: ['string', 'array'] };
const listOrDict: Schema = {
  oneOf: [
    {
      types: ['object'],
      patternProperties: [[/.+/, of('string', 'number', 'null', 'boolean')]],
      closed: true,
    },
    uniqueTexts,
  ],
  named: ['array', 'object'],
};
const command: Schema = { oneOf: [text, { types: ['array'], items: text }] };
const portList = (format: 'ports' | 'expose'): Schema => ({
  types: ['array'],
  items: { types: ['string', 'number'], format },
  uniqueItems: true,
});
const integers: Schema = {
  types: ['object'],
  properties: { hard: of('integer'), soft: of('integer') },
  required: ['soft', 'hard'],
  closed: true,
};

const both: Readonly<Record<string, Schema>> = {
  blkio_weight: size,
  blkio_weight_device: listOfStrings,
  cap_add: uniqueTexts,
  cap_drop: uniqueTexts,
  certs: listOfStrings,
  cgroup_parent: text,
  command,
  container_name: text,
  cpu_period: size,
  cpu_quota: size,
  cpu_shares: size,
  cpuset: text,
  default_cert: text,
  description: text,
  device_read_bps: listOrDict,
  device_read_iops: listOrDict,
  device_write_bps: listOrDict,
  device_write_iops: listOrDict,
  devices: uniqueTexts,
  disks: list,
  dns: stringOrList,
  dns_opt: listOrDict,
  dns_search: stringOrList,
  domainname: text,
  drain_timeout_ms: size,
  entrypoint: command,
  env_file: stringOrList,
  environment: listOrDict,
  expose: portList('expose'),
  extends: {
    oneOf: [
      text,
      {
        types: ['object'],
        properties: { service: text, file: text },
        required: ['service'],
        closed: true,
      },
    ],
  },
  external_ips: listOfStrings,
  external_links: uniqueTexts,
  extra_hosts: listOrDict,
  group_add: { types: ['array'], items: of('string', 'number'), uniqueItems: true },
  health_check: map,
  hostname: text,
  image: text,
  init: flag,
  ipc: text,
  isolation: text,
  labels: listOrDict,
  lb_config: map,
  links: uniqueTexts,
  load_balancer_config: map,
  mac_address: text,
  mem_limit: size,
  mem_reservation: size,
  mem_swappiness: of('integer'),
  memory: size,
  memswap_limit: size,
  metadata: map,
  milli_cpu_reservation: size,
  network_driver: map,
  oom_kill_disable: flag,
  oom_score_adj: { types: ['integer'], minimum: -1000, maximum: 1000 },
  pid: of('string', 'null'),
  ports: portList('ports'),
  privileged: flag,
  read_only: flag,
  restart: text,
  retain_ip: flag,
  scale: size,
  scale_policy: map,
  security_opt: uniqueTexts,
  shm_size: size,
  start_on_create: flag,
  stdin_open: flag,
  stop_grace_period: size,
  stop_signal: text,
  storage_driver: map,
  sysctls: listOrDict,
  tty: flag,
  type: text,
  ulimits: {
    types: ['object'],
    patternProperties: [[/^[a-z]+$/, { oneOf: [of('integer'), integers] }]],
  },
  upgrade_strategy: map,
  user: text,
  userdata: text,
  uts: text,
  vcpu: size,
  volume_driver: text,
  volumes: uniqueTexts,
  volumes_from: uniqueTexts,
  working_dir: text,
};

const version1: Readonly<Record<string, Schema>> = {
  ...both,
  build: text,
  dockerfile: text,
  log_driver: text,
  log_opt: map,
  net: text,
};

const network: Schema = {
  types: ['object'],
  properties: { aliases: listOfStrings, ipv4_address: text, ipv6_address: text },
  closed: true,
};

const names = /^[a-zA-Z0-9._-]+$/;

const version2: Readonly<Record<string, Schema>> = {
  ...both,
  build: {
    oneOf: [
      text,
      {
        types: ['object'],
        properties: { context: text, dockerfile: text, args: listOrDict },
        closed: true,
      },
    ],
  },
  config: text,
  depends_on: listOfStrings,
  logging: { types: ['object'], properties: { driver: text, options: map }, closed: true },
  network_mode: text,
  networks: {
    oneOf: [
      listOfStrings,
      {
        types: ['object'],
        patternProperties: [[names, { oneOf: [network, of('null')] }]],
        closed: true,
      },
    ],
  },
  port_rules: list,
  secrets: {
    types: ['array'],
    items: {
      oneOf: [
        text,
        {
          types: ['object'],
          properties: { source: text, target: text, uid: text, gid: text, mode: size },
        },
      ],
    },
  },
  stickiness_policy: map,
  tmpfs: stringOrList,
};

const services = (properties: Readonly<Record<string, Schema>>): Schema => ({
  types: ['object'],
  patternProperties: [
    [
      names,
      { types: ['object'], properties, dependencies: { memswap_limit: 'mem_limit' }, closed: true },
    ],
  ],
  closed: true,
});

/** The schemas of the services of a file, by its version. */
export const serviceKeys = { v1: version1, v2: version2 } as const;

export const composeSchemas = { v1: services(version1), v2: services(version2) } as const;
