import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Intercept } from '../../src/demo/fault.ts';
import { pinned } from '../support/certificates.ts';
import { eventually } from './eventually.ts';
import { everyDialect, signIn, startEveryDialect, startTestPbx, type TestPbx } from './testPbx.ts';
import { startTls } from './tls.ts';
import { Workbench } from './workbench.ts';

/** Where a test ends, and what is said to do about it. */
const ends = {
  unknown: /its name is not known\. Check the spelling/,
  closed: /nothing listens at this port\. Check the port/,
  selfsigned: /a certificate that it signed itself .* Edit this PBX to compare and pin it\./,
  website: /a web page instead of an API answer\. Edit this PBX and check the port/,
  version: /errno 10003/,
  password: /wrong API user name or password\. Check both/,
} as const;

/** What is wrong with the PBX itself. */
const faults: Record<string, Intercept> = {
  website: () => ({ kind: 'raw', body: '<!DOCTYPE html><title>PBX</title>' }),
  version: () => ({ kind: 'errno', errno: '10003' }),
  // The token has ended, and the password is another one now.
  password: ({ endpoint }) => ({ kind: 'errno', errno: endpoint === 'login' ? '20003' : '20004' }),
};

describe('testing a connection by hand', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let started: Awaited<ReturnType<typeof startEveryDialect>>;
  let strange: TestPbx;
  let tls: Awaited<ReturnType<typeof startTls>>;

  before(async () => {
    started = await startEveryDialect(() => ({}));
    strange = await startTestPbx();
    tls = await startTls(pinned, strange.url);
    const at = (url: string) => ({ url, username: 'api' });
    wb = await Workbench.launch({
      settings: {
        'pbx.connections': {
          ...started.connections,
          unknown: at('http://pbx.invalid:9011'),
          closed: at(`http://127.0.0.1:${await closedPort()}`),
          selfsigned: at(`https://127.0.0.1:${tls.port}`),
          website: at(strange.url),
          version: at(strange.url),
          password: at(strange.url),
        },
      },
    });
    for (const name of [...everyDialect, 'password']) await signIn(wb, name);
  });
  after(async () => {
    await wb.close();
    await tls.stop();
    await strange.stop();
    await started.stop();
  });

  /** Chooses it in the menu of a PBX and waits for its words. */
  const test = async (name: string, words: RegExp) => {
    await wb.pbx.chooseFromMenu(name, 'Test Connection');
    const said = await wb.notifications.wait(words);
    await wb.screenshot(`test-connection-${name}`);
    return said;
  };

  for (const name of everyDialect) {
    it(`goes all the way, and says so for a ticket (${name})`, async () => {
      const works = new RegExp(`^The connection to ${name} works`);
      await test(name, works);
      await wb.notifications.click(works, 'Copy for Ticket');
      const ticket = await eventually(
        () => wb.clipboard(),
        (text) => text.startsWith(`PBX: ${name}\n`),
      );
      assert.match(ticket, { json: /v0\.0\.1, JSON/, xml: /v0\.0\.1, XML/, yeastar: /v1\.1\.0, JSON/ }[name]);
      const { requests } = started.pbxes[name];
      for (const { query, fields } of requests) {
        for (const secret of [query.get('token'), fields?.get('password'), 'demo-pbx']) {
          assert.ok(!secret || !ticket.includes(secret));
        }
      }
    });
  }

  for (const [name, words] of Object.entries(ends)) {
    it(`says where it ends, and what to do (${name})`, async () => {
      strange.fault = faults[name];
      const said = await test(name, words);
      assert.ok(said.includes(name));
      const [next, question] =
        name === 'password' ? ['Sign In…', 'Sign In to password'] : ['Edit PBX…', 'Edit PBX'];
      assert.deepEqual(await wb.notifications.buttons(words), [next, 'Copy for Ticket', 'Show Output']);
      await wb.notifications.click(words, next);
      await wb.input.step(question);
      await wb.input.cancel();
    });
  }
});

/** A port at which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
