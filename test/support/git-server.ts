import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { gitVariables } from './git.ts';
import { kill, startLeashed } from './processes.ts';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const canConnect = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Serves the repositories of a folder over the git protocol on this machine. */
export async function serve(folder: string, canPush: boolean): Promise<number> {
  const port = await freePort();
  const services = canPush ? ['--enable=receive-pack'] : [];
  const options = [`--port=${port}`, '--listen=127.0.0.1', '--export-all', `--base-path=${folder}`];
  const daemon = startLeashed('git', ['daemon', '--reuseaddr', ...options, ...services], {
    env: { ...process.env, ...gitVariables },
    stdio: 'ignore',
    // Includes the programs that it starts for each call.
    detached: true,
  });
  let failure: Error | undefined;
  daemon.on('error', (error) => {
    failure = error;
  });
  // Without a pid it has not started, and group 0 would be that of the tests.
  onTestFinished(() => kill(daemon.pid === undefined ? [] : [-daemon.pid]));
  for (let tries = 0; !(await canConnect(port)); tries += 1) {
    if (failure) throw failure;
    if (tries > 200 || daemon.exitCode !== null) throw new Error('git daemon does not listen');
    await sleep(50);
  }
  return port;
}

/** Forwards data until the client of call number `cutFrom` has sent this many bytes. */
export async function cuttingProxy(
  port: number,
  cut: { from: number; afterBytes: number },
): Promise<number> {
  let calls = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    calls += 1;
    const isCut = calls >= cut.from;
    let sent = 0;
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (chunk) => {
      sent += chunk.length;
      if (isCut && sent > cut.afterBytes) {
        client.destroy();
        upstream.destroy();
      } else upstream.write(chunk);
    });
    client.on('end', () => upstream.end());
    upstream.pipe(client);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A server that accepts connections and never answers: its port, and the first connection. */
export async function silentServer(): Promise<{ port: number; connected: Promise<unknown> }> {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const connected = new Promise((resolve) => server.once('connection', resolve));
  return { port: (server.address() as AddressInfo).port, connected };
}
