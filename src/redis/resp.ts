/** A reply of a server. Errors inside a list are values; an error reply as a whole is thrown. */
export type Reply = string | number | null | ReplyError | readonly Reply[];

/** An error reply: `NOAUTH …`, `READONLY …`. */
export class ReplyError extends Error {
  /** The first word: `NOAUTH`, `ERR`. */
  get kind(): string {
    return this.message.split(' ', 1)[0] ?? '';
  }
}

interface Parsed {
  readonly value: Reply;
  readonly next: number;
}

/** Encodes a command as an array of bulk strings. */
export function encodeCommand(args: readonly string[]): string {
  const parts = args.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${args.length}\r\n${parts.join('')}`;
}

function parseList(data: Buffer, from: number, count: number): Parsed | undefined {
  const items: Reply[] = [];
  let next = from;
  for (let index = 0; index < count; index += 1) {
    const item = parseReply(data, next);
    if (item === undefined) return undefined;
    items.push(item.value);
    next = item.next;
  }
  return { value: items, next };
}

/** Parses the reply at `from`; undefined while it is incomplete. Throws if it is not RESP 2. */
export function parseReply(data: Buffer, from: number): Parsed | undefined {
  const end = data.indexOf('\r\n', from);
  if (end < 0) return undefined;
  const kind = String.fromCharCode(data[from] ?? 0);
  const text = data.toString('utf8', from + 1, end);
  const next = end + 2;
  switch (kind) {
    case '+':
      return { value: text, next };
    case '-':
      return { value: new ReplyError(text), next };
    case ':':
      return { value: Number(text), next };
    case '*':
      return text === '-1' ? { value: null, next } : parseList(data, next, Number(text));
    case '$': {
      const size = Number(text);
      if (size < 0) return { value: null, next };
      if (data.length < next + size + 2) return undefined;
      return { value: data.toString('utf8', next, next + size), next: next + size + 2 };
    }
    default:
      throw new ProtocolError('the reply is not one of a Redis server');
  }
}

/** The server uses another protocol: HTTP, TLS, … */
export class ProtocolError extends Error {}
