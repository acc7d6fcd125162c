import {
  goAny,
  goBool,
  goInt,
  goList,
  goMap,
  goString,
  goStruct,
  type GoFields,
  type GoType,
} from '../go-type.ts';
import { external } from './compose-readers.ts';

/* The Go types of a compose file's sections (rancher-compose-executor config/types.go:130-225). */

const anyMap = goMap(goAny);

const section = (name: string, fields: GoFields): GoType => goMap(goStruct(name, fields));

/** The other sections of a file, read after the services. */
export const sectionTypes = {
  dependencies: section('config.DependencyConfig', {
    name: goString,
    template: goString,
    version: goString,
  }),
  volumes: section('config.VolumeConfig', {
    driver: goString,
    driver_opts: goMap(goString),
    external,
    per_container: goBool,
  }),
  networks: section('config.NetworkConfig', {
    driver: goString,
    driver_opts: goMap(goString),
    external,
    ipam: goStruct('config.Ipam', {
      driver: goString,
      config: goList(
        goStruct('config.IpamConfig', {
          subnet: goString,
          ip_range: goString,
          gateway: goString,
          aux_addresses: goMap(goString),
        }),
      ),
    }),
  }),
  hosts: section('config.HostConfig', { count: goInt, template: goString }),
  secrets: section('config.SecretConfig', { file: goString, external: goString }),
} as const;

const serviceMap = goMap(goMap(goAny, 'config.RawService'), 'config.RawServiceMap');

/** The type of a whole file. `services` is used only in a file of version 2. */
export const rawConfig = goStruct('config.RawConfig', {
  version: goString,
  services: serviceMap,
  containers: serviceMap,
  load_balancers: serviceMap,
  storage_drivers: serviceMap,
  network_drivers: serviceMap,
  virtual_machines: serviceMap,
  external_services: serviceMap,
  aliases: serviceMap,
  dependencies: anyMap,
  volumes: anyMap,
  networks: anyMap,
  secrets: anyMap,
  hosts: anyMap,
});

export const rawServices = serviceMap;
