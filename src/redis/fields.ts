import { ReplyError, type Reply } from './resp.ts';

/** Name → value of a flat list of both, the reply of SENTINEL MASTER and CONFIG GET. */
export function fieldsOf(reply: Reply | undefined): Map<string, string> {
  const fields = new Map<string, string>();
  if (!Array.isArray(reply)) return fields;
  for (let index = 0; index + 1 < reply.length; index += 2) {
    fields.set(replyText(reply[index]), replyText(reply[index + 1]));
  }
  return fields;
}

/** Name → value of the lines of an INFO reply. */
export function infoOf(reply: Reply | undefined): Map<string, string> {
  const lines = typeof reply === 'string' ? reply.split('\r\n') : [];
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon < 1 || line.startsWith('#')
        ? []
        : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );
}

/** A reply as text; empty for a list or null, the message of an error. */
export function replyText(reply: Reply | undefined): string {
  if (typeof reply === 'string') return reply;
  if (typeof reply === 'number') return String(reply);
  return reply instanceof ReplyError ? reply.message : '';
}

/** The number of a field; 0 if the field is missing. */
export function numberOf(value: string | undefined): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** The items of a list of lists. */
export function listOf(reply: Reply | undefined): readonly Reply[] {
  return Array.isArray(reply) ? (reply as readonly Reply[]) : [];
}
