import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { pinned } from '../support/certificates.ts';

/** https in front of a PBX that speaks only http. */
export async function startTls({ cert, key }: typeof pinned, target: string, port = 0) {
  const sockets = new Set<Socket>();
  const server = createServer({ cert, key }, (socket) => {
    const inner = connect(Number(new URL(target).port), '127.0.0.1');
    for (const one of [socket, inner]) {
      sockets.add(one);
      one.on('error', () => undefined).on('close', () => sockets.delete(one));
    }
    socket.pipe(inner).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
