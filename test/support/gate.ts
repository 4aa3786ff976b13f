/** A TCP gate before a PBX, for what happens to a connection before the PBX sees anything of it. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export class Gate {
  readonly url: string;
  readonly stop: () => Promise<void>;
  #toRefuse = 0;
  readonly #open: Set<Socket>;

  private constructor(url: string, open: Set<Socket>, stop: () => Promise<void>) {
    this.url = url;
    this.#open = open;
    this.stop = stop;
  }

  static async before(pbxUrl: string): Promise<Gate> {
    const open = new Set<Socket>();
    const server = createServer((inner) => {
      if (gate.#toRefuse > 0) {
        gate.#toRefuse -= 1;
        inner.on('error', () => undefined).resetAndDestroy();
        return;
      }
      const outer = connect(Number(new URL(pbxUrl).port), '127.0.0.1');
      for (const [socket, peer] of [
        [inner, outer],
        [outer, inner],
      ] as const) {
        open.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          open.delete(socket);
          peer.destroy();
        });
      }
      inner.pipe(outer).pipe(inner);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const gate: Gate = new Gate(`http://127.0.0.1:${port}`, open, async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    return gate;
  }

  /** Cuts every connection, and the next ones as soon as they come. */
  cut(next: number): void {
    this.#toRefuse = next;
    for (const socket of this.#open) socket.resetAndDestroy();
  }
}
