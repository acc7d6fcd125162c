import {
  goAny,
  goBool,
  goInt,
  goInt64,
  goList,
  goMap,
  goString,
  goStruct,
  type GoFields,
} from '../go-type.ts';
import { memStringOrInt, stringOrInt } from './compose-readers.ts';

/* The Go types of Rancher's own keys (go-rancher v2, config/types.go:95-225). */

const strings = goList(goString);
const anyMap = goMap(goAny);

const record: GoFields = {
  account_id: goString,
  created: goString,
  data: anyMap,
  description: goString,
  kind: goString,
  name: goString,
  remove_time: goString,
  removed: goString,
  state: goString,
  transitioning: goString,
  transitioning_message: goString,
  transitioning_progress: goInt64,
  uuid: goString,
};

const healthCheck = goStruct('client.InstanceHealthCheck', {
  healthy_threshold: goInt64,
  initializing_timeout: goInt64,
  interval: goInt64,
  name: goString,
  port: goInt64,
  recreate_on_quorum_strategy_config: goStruct('client.RecreateOnQuorumStrategyConfig', {
    quorum: goInt64,
  }),
  reinitializing_timeout: goInt64,
  request_line: goString,
  response_timeout: goInt64,
  strategy: goString,
  unhealthy_threshold: goInt64,
});

const lbConfig = goStruct('config.LBConfig', {
  certs: strings,
  default_cert: goString,
  port_rules: goList(
    goStruct('config.PortRule', {
      source_port: goInt,
      protocol: goString,
      path: goString,
      hostname: goString,
      service: goString,
      target_port: goInt,
      priority: goInt,
      backend_name: goString,
      selector: goString,
      region: goString,
      environment: goString,
      weight: goInt,
    }),
  ),
  config: goString,
  stickiness_policy: goStruct('config.LBStickinessPolicy', {
    name: goString,
    cookie: goString,
    domain: goString,
    indirect: goBool,
    nocache: goBool,
    postonly: goBool,
    mode: goString,
  }),
});

const loadBalancerConfig = goStruct('client.LoadBalancerConfig', {
  haproxy_config: goStruct('client.HaproxyConfig', { defaults: goString, global: goString }),
  lb_cookie_stickiness_policy: goStruct('client.LoadBalancerCookieStickinessPolicy', {
    cookie: goString,
    domain: goString,
    indirect: goBool,
    mode: goString,
    name: goString,
    nocache: goBool,
    postonly: goBool,
  }),
});

const storageDriver = goStruct('client.StorageDriver', {
  ...record,
  block_device_path: goString,
  scope: goString,
  service_id: goString,
  volume_access_mode: goString,
  volume_capabilities: strings,
});

const networkDriver = goStruct('client.NetworkDriver', {
  ...record,
  cni_config: anyMap,
  default_network: goStruct('client.DefaultNetwork', {
    ...record,
    default_policy_action: goString,
    dns: strings,
    dns_search: strings,
    host_ports: goBool,
    metadata: anyMap,
    policy: goList(goAny),
    subnets: goList(
      goStruct('client.Subnet', {
        ...record,
        cidr_size: goInt64,
        end_address: goString,
        gateway: goString,
        network_address: goString,
        network_id: goString,
        start_address: goString,
      }),
    ),
  }),
  network_metadata: anyMap,
  service_id: goString,
});

const upgradeStrategy = goStruct('client.InServiceUpgradeStrategy', {
  batch_size: goInt64,
  interval_millis: goInt64,
  start_first: goBool,
});

const scalePolicy = goStruct('client.ScalePolicy', {
  increment: goInt64,
  max: goInt64,
  min: goInt64,
});

const disk = goStruct('client.VirtualMachineDisk', {
  driver: goString,
  name: goString,
  opts: anyMap,
  read_iops: goInt64,
  root: goBool,
  size: goString,
  write_iops: goInt64,
});

/** Rancher's own keys. In a struct, a pointer or a list, numeric strings become numbers. */
export const rancherFields: GoFields = {
  description: goString,
  lb_config: lbConfig,
  load_balancer_config: loadBalancerConfig,
  default_cert: goString,
  certs: strings,
  vcpu: stringOrInt,
  userdata: goString,
  memory: memStringOrInt,
  disks: goList(disk),
  type: goString,
  scale: stringOrInt,
  retain_ip: goBool,
  external_ips: strings,
  health_check: healthCheck,
  metadata: anyMap,
  scale_policy: scalePolicy,
  service_schemas: goMap(goAny, 'map[string]client.Schema'),
  upgrade_strategy: upgradeStrategy,
  storage_driver: storageDriver,
  network_driver: networkDriver,
  milli_cpu_reservation: stringOrInt,
  drain_timeout_ms: stringOrInt,
};

/** See rancherFields (config/preprocess.go:57-120, getRancherConfigObjects). */
export const numericFields: ReadonlySet<string> = new Set([
  'lb_config',
  'load_balancer_config',
  'certs',
  'disks',
  'external_ips',
  'health_check',
  'scale_policy',
  'upgrade_strategy',
  'storage_driver',
  'network_driver',
]);

/** Keys that the services of other sections have at their top level (transferFields). */
export const transferredFields = {
  load_balancers: ['lb_config', lbConfig],
  storage_drivers: ['storage_driver', storageDriver],
  network_drivers: ['network_driver', networkDriver],
} as const;
