import type { Argv } from 'yargs';
import { once } from './options.ts';

/** The options by which a command finds a live cluster. */
export function clusterOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('sentinels', {
      type: 'string',
      coerce: once('sentinels'),
      describe: 'host:port,host:port; one is enough to find the others',
    })
    .option('master-name', {
      type: 'string',
      default: 'mymaster',
      coerce: once('master-name'),
      describe: 'name of the master in Sentinel',
    })
    .option('password-file', {
      type: 'string',
      coerce: once('password-file'),
      describe: 'file with the password of the data nodes',
    })
    .option('sentinel-password-file', {
      type: 'string',
      coerce: once('sentinel-password-file'),
      describe: 'file with the password of the sentinels',
    })
    .option('tls', { type: 'boolean', default: false, describe: 'connect with TLS' })
    .option('ca', {
      type: 'string',
      coerce: once('ca'),
      describe: 'PEM file of the CA to trust; implies --tls',
    })
    .option('cert', {
      type: 'string',
      coerce: once('cert'),
      describe: 'PEM file of the client certificate; implies --tls',
    })
    .option('key', {
      type: 'string',
      coerce: once('key'),
      describe: 'PEM file of the key of --cert',
    })
    .option('servername', {
      type: 'string',
      coerce: once('servername'),
      describe: 'name in the certificates of the nodes; implies --tls',
    });
}
