import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { bodyLength, endOfHead, mostBytes, readResponse, type SipResponse } from './message.ts';
import type { Target } from './resolve.ts';

/** Why there is no answer. */
export type Trouble = 'noServer' | 'silent' | 'closed' | 'unreadable' | 'tls';

/** No answer, and why. The message is a code of Node or OpenSSL, and for nobody else. */
export class SipTrouble extends Error {
  override readonly name = 'SipTrouble';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, code = '') {
    super(code);
    this.trouble = trouble;
  }
}

/** What a way to a server tells. */
export interface Listener {
  /** @param sentBy the own address and port, as Via names them. */
  onOpen(sentBy: string): void;
  onAnswer(response: SipResponse): void;
  onTrouble(trouble: SipTrouble): void;
}

/** A way to a server. */
export interface Channel {
  send(message: Buffer): void;
  /** Ends it, also while it is being opened. Nothing is told after that. */
  close(): void;
}

/** Whose certificate is accepted over TLS. */
export interface TlsTrust {
  /** The host as it was given: the certificate must be for it (RFC 5922, 7). */
  host: string;
  secureContext: SecureContext | undefined;
}

/** Opens a way. Whatever comes of it is told to the listener. */
export function openChannel(target: Target, trust: TlsTrust, listener: Listener): Channel {
  return target.transport === 'udp' ? openUdp(target, listener) : openStream(target, trust, listener);
}

/** A connected socket: only that address is heard, and a port where nobody listens says so. */
function openUdp({ address, port }: Target, listener: Listener): Channel {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.on('connect', () => {
    const own = socket.address();
    listener.onOpen(hostAndPort(own.address, own.port));
  });
  socket.on('message', (bytes) => {
    const end = endOfHead(bytes);
    const response = end === undefined ? undefined : readResponse(bytes.toString('utf8', 0, end));
    // Anything else may be a stray datagram: the answer can still come.
    if (response) listener.onAnswer(response);
  });
  socket.on('error', (error) => {
    listener.onTrouble(networkTrouble(error));
  });
  socket.connect(port, address);
  return {
    send: (message) => {
      socket.send(message);
    },
    close: () => {
      socket.removeAllListeners().on('error', () => undefined);
      socket.close();
    },
  };
}

function openStream(target: Target, { host, secureContext }: TlsTrust, listener: Listener): Channel {
  const { address, port, transport } = target;
  const socket: Socket =
    transport === 'tcp'
      ? connectTcp({ host: address, port })
      : connectTls({
          ...{ host: address, port, rejectUnauthorized: true },
          // Without a name, Node compares the certificate with the address.
          ...(isIP(host) === 0 && { servername: host }),
          ...(secureContext && { secureContext }),
        });
  let isConnected = false;
  let isOpen = false;
  socket.on('connect', () => (isConnected = true));
  socket.on(transport === 'tcp' ? 'connect' : 'secureConnect', () => {
    isOpen = true;
    listener.onOpen(hostAndPort(socket.localAddress ?? '', socket.localPort ?? 0));
  });
  socket.on('error', (error: Error) => {
    listener.onTrouble(isConnected && !isOpen ? new SipTrouble('tls', codeOf(error)) : networkTrouble(error));
  });
  socket.on('close', () => {
    listener.onTrouble(new SipTrouble('closed'));
  });
  readMessages(socket, listener);
  return {
    send: (message) => {
      socket.write(message);
    },
    close: () => {
      socket.removeAllListeners().on('error', () => undefined);
      socket.destroy();
    },
  };
}

/** Cuts a stream into messages (RFC 3261, 18.3). */
function readMessages(socket: Socket, listener: Listener): void {
  let bytes = Buffer.alloc(0);
  let looked = 0;
  socket.on('data', (more) => {
    bytes = Buffer.concat([bytes, more]);
    for (;;) {
      // Blank lines between messages keep a connection alive (RFC 5626, 3.5.1).
      while (bytes[0] === 13 || bytes[0] === 10) bytes = bytes.subarray(1);
      const end = endOfHead(bytes, looked);
      const response = end === undefined ? undefined : readResponse(bytes.toString('utf8', 0, end));
      const length = response && bodyLength(response);
      const whole = end === undefined || length === undefined ? bytes.length : end + 4 + length;
      if ((end !== undefined && length === undefined) || whole > mostBytes) {
        listener.onTrouble(new SipTrouble('unreadable'));
        return;
      }
      looked = end ?? bytes.length;
      if (!response || bytes.length < whole) return;
      bytes = bytes.subarray(whole);
      looked = 0;
      listener.onAnswer(response);
    }
  });
}

/** An address without a server, or one that closes at once. */
function networkTrouble(error: Error): SipTrouble {
  const code = codeOf(error);
  if (code === 'ETIMEDOUT') return new SipTrouble('silent', code);
  return new SipTrouble(code === 'ECONNRESET' || code === 'EPIPE' ? 'closed' : 'noServer', code);
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.name;
}

function hostAndPort(address: string, port: number): string {
  return `${isIPv6(address) ? `[${address}]` : address}:${port.toString()}`;
}
