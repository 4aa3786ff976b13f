/** A SIP server that answers with whatever bytes a test gives it, over UDP and TCP on one port. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type SipAnswer = (message: string, send: (answer: string | Buffer) => void, count: number) => void;

export class SipServer {
  /** Every message that came, over whichever transport. */
  readonly messages: string[] = [];
  readonly port: number;
  readonly stop: () => Promise<void>;

  private constructor(port: number, stop: () => Promise<void>) {
    this.port = port;
    this.stop = stop;
  }

  static async start(answer: SipAnswer): Promise<SipServer> {
    const tcp = createServer().listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4').bind(port, '127.0.0.1');
    await once(udp, 'listening');
    const sockets = new Set<Socket>();
    let isStopped = false;
    const server = new SipServer(port, async () => {
      if (isStopped) return;
      isStopped = true;
      for (const socket of sockets) socket.destroy();
      const closed = [once(udp, 'close'), once(tcp, 'close')];
      udp.close();
      tcp.close();
      await Promise.all(closed);
    });
    const take = (message: string, send: (bytes: string | Buffer) => void) => {
      server.messages.push(message);
      answer(message, send, server.messages.length);
    };
    udp.on('message', (bytes, { port: from }) => {
      take(bytes.toString(), (answered) => {
        udp.send(answered, from, '127.0.0.1');
      });
    });
    tcp.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        take(bytes.toString(), (answered) => socket.write(answered));
      });
    });
    return server;
  }
}

/** An answer as RFC 3261, 8.2.6 wants it: with what it repeats of the request. */
export function answerTo(message: string, status: string, ...fields: string[]): string {
  const repeated = message.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/.test(line));
  return [`SIP/2.0 ${status}`, ...repeated, ...fields, 'Content-Length: 0', '', ''].join('\r\n');
}
