import { setTimeout as sleep } from 'node:timers/promises';
import { runChecked } from '../../../../src/process/run-checked.ts';

const bridge = 'pods0';
const ip = async (...args: readonly string[]): Promise<string> => runChecked('ip', args);

/** By the address, so that others reach the next pod that has the same one at once. */
const hardwareAddress = (address: string): string =>
  [
    '02',
    '00',
    ...address.split('.').map((part) => Number(part).toString(16).padStart(2, '0')),
  ].join(':');

/** Whether this process is in namespaces of its own, which `npm run test:kubernetes` makes if root runs it. */
export const canRunPods = process.env.TEST_IN_NAMESPACES === 'yes';

/**
 * A network namespace for each incarnation of a pod, joined by a bridge. The process is in a network namespace itself,
 * with which all of this goes.
 */
export class PodNetwork {
  /** The address of the bridge, for the name server and clients. */
  static readonly bridgeAddress = '10.88.0.1';
  readonly #links = new Map<string, string>();
  readonly #addresses = new Map<string, string>();
  readonly #wanted = new Map<string, string>();
  #count = 0;

  static async open(): Promise<PodNetwork> {
    // Otherwise it has the lowest one of its links: a pod that goes changes it, and packets of the others are lost.
    const address = hardwareAddress(PodNetwork.bridgeAddress);
    await ip('link', 'add', bridge, 'address', address, 'type', 'bridge');
    await ip('addr', 'add', `${PodNetwork.bridgeAddress}/16`, 'dev', bridge);
    await ip('link', 'set', bridge, 'up');
    return new PodNetwork();
  }

  /** The next incarnation of a pod `NAMESPACE/NAME` gets this address, as soon as no other pod has it. */
  reuse(address: string, pod: string): void {
    this.#wanted.set(pod, address);
  }

  /** Makes a namespace for a pod `NAMESPACE/NAME`, and returns its address, which no pod had before. */
  async add(name: string, pod: string): Promise<string> {
    this.#count += 1;
    const count = this.#count;
    const wanted = this.#wanted.get(pod);
    this.#wanted.delete(pod);
    if (wanted !== undefined) await this.#untilFree(wanted);
    const address = wanted ?? `10.88.${1 + Math.floor(count / 250)}.${1 + (count % 250)}`;
    const link = `pod${count}`;
    this.#links.set(name, link);
    this.#addresses.set(name, address);
    await ip('netns', 'add', name);
    const peer = ['peer', 'name', 'eth0', 'address', hardwareAddress(address), 'netns', name];
    await ip('link', 'add', link, 'type', 'veth', ...peer);
    await ip('link', 'set', link, 'master', bridge, 'up');
    await ip('-n', name, 'link', 'set', 'lo', 'up');
    await ip('-n', name, 'addr', 'add', `${address}/16`, 'dev', 'eth0');
    await ip('-n', name, 'link', 'set', 'eth0', 'up');
    await ip('-n', name, 'route', 'add', 'default', 'via', PodNetwork.bridgeAddress);
    return address;
  }

  async #untilFree(address: string): Promise<void> {
    while ([...this.#addresses.values()].includes(address)) await sleep(20);
  }

  /** No packet reaches a pod, or leaves it, until `join`. */
  async cut(name: string): Promise<void> {
    await this.#set(name, 'down');
  }

  async join(name: string): Promise<void> {
    await this.#set(name, 'up');
  }

  async #set(name: string, state: 'up' | 'down'): Promise<void> {
    const link = this.#links.get(name);
    if (link !== undefined) await ip('link', 'set', link, state);
  }

  /** Its address goes with it, also if a process still runs there. */
  async remove(name: string): Promise<void> {
    const link = this.#links.get(name);
    if (link === undefined) return;
    this.#links.delete(name);
    await ip('link', 'del', link);
    await ip('netns', 'del', name);
    this.#addresses.delete(name);
  }

  async close(): Promise<void> {
    for (const name of this.#links.keys()) await this.remove(name);
    await ip('link', 'del', bridge);
  }
}
