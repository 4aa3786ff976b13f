/** A real registrar: Debian's Kamailio, which test/run.mjs installs where it can. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Identity } from './authority.ts';

const run = promisify(execFile);

/** Why there is no registrar here; undefined where there is one. */
export const whyNoKamailio = ['sbin/kamailio', 'sbin/kamcmd', 'bin/sipsak'].every((name) =>
  existsSync(`/usr/${name}`),
)
  ? undefined
  : 'Kamailio is not installed, and only root on Debian gets it from apt by itself';

/** The account that it knows. */
export const account = { username: '6100', authname: 'auth6100', password: 'Rqz"sw\\b5 ü' };

export interface KamailioOptions {
  algorithm?: 'MD5' | 'SHA-256';
  identity?: Identity;
}

export class Kamailio {
  readonly port: number;
  readonly tlsPort: number;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(port: number, tlsPort: number, process: ChildProcess, folder: string) {
    this.port = port;
    this.tlsPort = tlsPort;
    this.#process = process;
    this.#folder = folder;
  }

  static async start({ algorithm = 'MD5', identity }: KamailioOptions = {}): Promise<Kamailio> {
    const folder = await mkdtemp(join(tmpdir(), 'pbx-kamailio-'));
    const [port, tlsPort] = [await freePort(), await freePort()];
    const config = join(folder, 'kamailio.cfg');
    await writeFile(config, configText(folder, port, identity ? tlsPort : undefined, algorithm));
    if (identity) {
      await writeFile(join(folder, 'cert.pem'), identity.cert);
      await writeFile(join(folder, 'key.pem'), identity.key);
    }
    const args = ['-f', config, '-DD', '-E', '-m', '32', '-M', '8', '-Y', folder, '-w', folder];
    const process = spawn('/usr/sbin/kamailio', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    process.stderr.on('data', (text: Buffer) => (output += text.toString()));
    const server = new Kamailio(port, tlsPort, process, folder);
    const isUp = async () =>
      (await listens(port)) && (await server.bindings().catch(() => undefined)) !== undefined;
    while (!(await isUp())) {
      if (process.exitCode !== null) throw new Error(`Kamailio ended: ${output}`);
      await wait(20);
    }
    return server;
  }

  /** Every contact that is registered, as Kamailio itself lists them. */
  async bindings(): Promise<string[]> {
    const socket = `unix:${join(this.#folder, 'ctl')}`;
    const { stdout } = await run('/usr/sbin/kamcmd', ['-s', socket, 'ul.dump']);
    return [...stdout.matchAll(/Address: (\S+)/g)].map(([, address = '']) => address);
  }

  /** Registers a contact, as a PBX does. */
  async bind(user: string, contact: string): Promise<void> {
    const socket = createSocket('udp4');
    const answered = once(socket, 'message');
    const lines = [
      'REGISTER sip:127.0.0.1 SIP/2.0',
      'Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKpbx;rport',
      `From: <sip:${user}@127.0.0.1>;tag=pbx`,
      `To: <sip:${user}@127.0.0.1>`,
      `Call-ID: pbx-${user}`,
      'CSeq: 1 REGISTER',
      `Contact: <${contact}>`,
      'X-Bind: yes',
    ];
    socket.send([...lines, 'Content-Length: 0', '', ''].join('\r\n'), this.port, '127.0.0.1');
    await answered;
    socket.close();
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const open = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return open;
}

/** A port that nobody has, for UDP and for TCP. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = createSocket('udp4');
  const isFree = await new Promise<boolean>((resolve) => {
    socket.once('error', () => {
      resolve(false);
    });
    socket.bind(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
  socket.close();
  server.close();
  await once(server, 'close');
  return isFree ? port : await freePort();
}

function configText(folder: string, port: number, tlsPort: number | undefined, algorithm: string): string {
  const quoted = account.password.replace(/["\\]/g, '\\$&');
  return `#!KAMAILIO
debug=0
log_stderror=yes
fork=yes
children=1
tcp_children=1
auto_aliases=no
alias="example.test"
listen=udp:127.0.0.1:${port.toString()}
listen=tcp:127.0.0.1:${port.toString()}
${tlsPort === undefined ? '' : `enable_tls=yes\nlisten=tls:127.0.0.1:${tlsPort.toString()}`}
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "auth.so"
loadmodule "ctl.so"
${tlsPort === undefined ? '' : 'loadmodule "tls.so"'}
modparam("ctl", "binrpc", "unix:${folder}/ctl")
modparam("auth", "algorithm", "${algorithm}")
modparam("usrloc", "db_mode", 0)
${
  tlsPort === undefined
    ? ''
    : `modparam("tls", "tls_method", "TLSv1.2+")\nmodparam("tls", "certificate", "${folder}/cert.pem")\nmodparam("tls", "private_key", "${folder}/key.pem")`
}
request_route {
  if ($rm == "OPTIONS") { sl_send_reply("200", "OK"); exit; }
  if ($rm != "REGISTER") { sl_send_reply("405", "Method Not Allowed"); exit; }
  if (is_present_hf("X-Bind")) { save("location"); exit; }
  if ($td == "silent.test") exit;
  if ($td != "127.0.0.1" && $td != "example.test") { sl_send_reply("403", "Forbidden"); exit; }
  if ($tU == "nobody") { sl_send_reply("404", "Not Found"); exit; }
  if ($tU == "barred") { sl_send_reply("603", "Decline"); exit; }
  if ($tU == "busy") { sl_send_reply("503", "Service Unavailable"); exit; }
  if ($au != "${account.authname}" || !pv_auth_check("$td", "${quoted}", "0", "0")) {
    auth_challenge("$td", "1");
    exit;
  }
  save("location");
}
`;
}
