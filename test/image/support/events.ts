// Sentinel's own events, as they come; used to strike in the very moment that something happens.
import net from 'node:net';
import type { Node, Sandbox } from './sandbox.ts';

/** Calls back on this event, from whichever sentinel; the returned function ends it. */
export function onEvent(
  sandbox: Sandbox,
  event: string,
  act: (sentinel: Node, words: string) => void,
): () => void {
  const sockets = sandbox.sentinels.map((sentinel) => {
    const socket = net.connect(sentinel.port, sentinel.address);
    const send = (...words: readonly string[]) =>
      socket.write(
        `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`,
      );
    const { password } = sandbox.endpoint(sentinel);
    if (password !== undefined && password !== '') send('AUTH', password);
    send('SUBSCRIBE', event);
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      const text = String(data);
      if (text.includes('message\r\n')) act(sentinel, text.slice(text.indexOf('message\r\n')));
    });
    return socket;
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
