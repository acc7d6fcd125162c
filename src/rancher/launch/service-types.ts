import { goBool, goList, goMap, goString, goStruct, type GoFields } from '../go-type.ts';
import {
  build,
  durationStringOrInt,
  goCommand,
  mapOrColonSlice,
  mapOrEqualSlice,
  memStringOrInt,
  networks,
  secretReferences,
  sliceOrMap,
  stringOrInt,
  stringOrSlice,
  ulimits,
  volumes,
} from './compose-readers.ts';
import { rancherFields } from './rancher-types.ts';

/*
 * The Go types of compose files (rancher-compose-executor config/types.go, and
 * go-rancher's for Rancher's own keys). Keys without a field are ignored.
 */

const strings = goList(goString);
const commonFields: GoFields = {
  ...rancherFields,
  blkio_weight: stringOrInt,
  blkio_weight_device: strings,
  cap_add: strings,
  cap_drop: strings,
  cgroup_parent: goString,
  command: goCommand,
  container_name: goString,
  cpu_period: stringOrInt,
  cpu_quota: stringOrInt,
  cpuset: goString,
  cpu_shares: stringOrInt,
  device_read_bps: mapOrColonSlice,
  device_read_iops: mapOrColonSlice,
  device_write_bps: mapOrColonSlice,
  device_write_iops: mapOrColonSlice,
  devices: strings,
  dns: stringOrSlice,
  dns_opt: strings,
  dns_search: stringOrSlice,
  domainname: goString,
  entrypoint: goCommand,
  env_file: stringOrSlice,
  environment: mapOrEqualSlice,
  expose: strings,
  external_links: strings,
  extra_hosts: strings,
  group_add: strings,
  hostname: goString,
  image: goString,
  init: goBool,
  ipc: goString,
  isolation: goString,
  labels: sliceOrMap,
  links: mapOrColonSlice,
  mac_address: goString,
  mem_limit: memStringOrInt,
  mem_swappiness: stringOrInt,
  memswap_limit: memStringOrInt,
  oom_kill_disable: goBool,
  oom_score_adj: stringOrInt,
  pid: goString,
  ports: strings,
  privileged: goBool,
  read_only: goBool,
  restart: goString,
  secrets: secretReferences,
  security_opt: strings,
  shm_size: memStringOrInt,
  stdin_open: goBool,
  stop_grace_period: durationStringOrInt,
  stop_signal: goString,
  sysctls: sliceOrMap,
  tmpfs: stringOrSlice,
  tty: goBool,
  ulimits,
  user: goString,
  uts: goString,
  volume_driver: goString,
  volumes_from: strings,
  working_dir: goString,
};

const fields1: GoFields = {
  ...commonFields,
  build: goString,
  dockerfile: goString,
  log_driver: goString,
  log_opt: goMap(goString),
  name: goString,
  net: goString,
  volumes: strings,
};

const fields2: GoFields = {
  ...commonFields,
  build,
  depends_on: strings,
  extends: mapOrEqualSlice,
  logging: goStruct('config.Log', { driver: goString, options: goMap(goString) }),
  mem_reservation: memStringOrInt,
  network_mode: goString,
  networks,
  volumes,
};

/** Keys of a service that have a field, by the version of the file. */
export const serviceFields = { v1: fields1, v2: fields2 } as const;

export const serviceTypes = {
  v1: goMap(goStruct('config.ServiceConfigV1', fields1)),
  v2: goMap(goStruct('config.ServiceConfig', fields2)),
} as const;
