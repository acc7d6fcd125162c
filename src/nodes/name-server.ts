import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** Whether it replies: `silent` ignores every query. */
export type NameMode = 'answer' | 'silent';

const typeA = 1;
const noSuchName = 3;
const headerBytes = 12;

interface Question {
  readonly name: string;
  readonly type: number;
  /** Offset of the end of the question. */
  readonly end: number;
}

function readQuestion(packet: Buffer): Question | undefined {
  const labels: string[] = [];
  let at = headerBytes;
  for (;;) {
    const size = packet[at];
    if (size === undefined || size > 63) return undefined;
    at += 1;
    if (size === 0) break;
    labels.push(packet.toString('latin1', at, at + size));
    at += size;
  }
  if (at + 4 > packet.length) return undefined;
  return { name: labels.join('.').toLowerCase(), type: packet.readUInt16BE(at), end: at + 4 };
}

function addressRecord(address: string): Buffer {
  // A pointer to the question's name, type A, class IN, no time to live, four bytes.
  const head = Buffer.from([0xc0, headerBytes, 0, typeA, 0, 1, 0, 0, 0, 0, 0, 4]);
  return Buffer.concat([head, Buffer.from(address.split('.').map(Number))]);
}

/** A name server for one drill: names resolve to addresses, or do not exist, or get no reply. */
export class NameServer {
  readonly #socket: Socket;
  mode: NameMode = 'answer';
  names: ReadonlyMap<string, readonly string[]> = new Map();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (packet, from) => this.#answer(packet, from));
  }

  static async listen(address: string): Promise<NameServer> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(53, address, () => resolve());
    });
    return new NameServer(socket);
  }

  #answer(packet: Buffer, from: RemoteInfo): void {
    const question = readQuestion(packet);
    if (!question || this.mode === 'silent') return;
    const known = this.names.get(question.name) ?? [];
    const addresses = question.type === typeA ? known : [];
    const header = Buffer.from(packet.subarray(0, headerBytes));
    header.writeUInt16BE(0x8580 | (known.length === 0 ? noSuchName : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    header.writeUInt32BE(0, 8);
    const body = packet.subarray(headerBytes, question.end);
    const reply = Buffer.concat([header, body, ...addresses.map(addressRecord)]);
    this.#socket.send(reply, from.port, from.address);
  }

  close(): void {
    this.#socket.close();
  }
}
