/** A port of a host. */
export interface HostPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Empty: all addresses of the host. */
  readonly address: string;
}

/** A container that is on a host before the launch. */
export interface HostContainer {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What the allocator looks at of a host, before a stack is launched. */
export interface HostBefore {
  readonly labels: Readonly<Record<string, string>>;
  /** Free for reservations, in bytes. @default no limit is known */
  readonly memoryBytes?: number;
  /** Free for reservations, in thousandths of a core. @default no limit is known */
  readonly milliCpu?: number;
  /** Ports in use. */
  readonly ports: readonly HostPort[];
  readonly containers: readonly HostContainer[];
}
