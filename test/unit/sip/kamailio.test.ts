import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { askItsp, type ItspQuestion } from '../../../src/sip/askItsp.ts';
import { namesOf } from '../../../src/sip/resolve.ts';
import { Authority } from '../../support/authority.ts';
import { account, Kamailio, whyNoKamailio } from '../../support/kamailio.ts';

const run = promisify(execFile);
const pbxContact = 'sip:6100@192.0.2.9:5060';

for (const algorithm of ['MD5', 'SHA-256'] as const) {
  describe(`a check with a real registrar, which asks for ${algorithm}`, () => {
    const authority = Authority.root('Carrier Root');
    let server: Kamailio;
    const secrets: string[] = [];

    const ask = (question: Partial<ItspQuestion> = {}, secureContext = trusted()) =>
      askItsp(
        { host: '127.0.0.1', port: server.port, domain: '', transport: 'udp', account, ...question },
        {
          names: namesOf(),
          secureContext,
          timing: { resend: [50, 100, 200], giveUp: 1000 },
          onSecret: (digest) => secrets.push(digest),
        },
        new AbortController().signal,
      );
    const trusted = () => createSecureContext({ ca: authority.pem });

    before(async function () {
      if (whyNoKamailio !== undefined) return this.skip();
      server = await Kamailio.start({ algorithm, identity: authority.issue() });
      await server.bind('6100', pbxContact);
    });

    after(async () => {
      if (whyNoKamailio === undefined) await server.stop();
    });

    afterEach(async () => {
      assert.deepEqual(await server.bindings(), [pbxContact], 'who is registered has changed');
    });

    for (const transport of ['udp', 'tcp', 'tls'] as const) {
      it(`accepts the right password over ${transport}, and tells that the PBX is registered`, async () => {
        const port = transport === 'tls' ? server.tlsPort : server.port;
        const { verdict, contacts, steps } = await ask({ transport, port });
        assert.deepEqual([verdict, contacts], ['works', 1]);
        assert.deepEqual(
          steps.map(({ asked, came }) => [asked, 'status' in came && came.status]),
          [
            ['DNS', false],
            ['REGISTER', 401],
            ['REGISTER', 200],
          ],
        );
      });

      it(`refuses another password over ${transport}, and is asked no third time`, async () => {
        const port = transport === 'tls' ? server.tlsPort : server.port;
        const { verdict, steps } = await ask({ transport, port, account: { ...account, password: 'other' } });
        assert.equal(verdict, 'wrongPassword');
        assert.equal(steps.length, 3);
      });
    }

    it('judges what else may be wrong', async () => {
      const judged = async (question: Partial<ItspQuestion>) => {
        const { verdict, status } = await ask(question);
        return [verdict, status];
      };
      const as = (username: string) => ({ account: { ...account, username } });
      assert.deepEqual(await judged(as('nobody')), ['unknownAccount', 404]);
      assert.deepEqual(await judged({ domain: 'other.test' }), ['wrongDomain', 403]);
      assert.deepEqual(await judged(as('barred')), ['refused', 603]);
      assert.deepEqual(await judged(as('busy')), ['notJudged', 503]);
      assert.deepEqual(await judged({ domain: 'silent.test' }), ['silent', undefined]);
      assert.deepEqual(await judged({ account: undefined }), ['works', 200]);
      assert.deepEqual(await judged({ domain: 'example.test' }), ['works', 200]);
      const { port } = await freePort();
      for (const transport of ['udp', 'tcp', 'auto'] as const) {
        assert.deepEqual(await judged({ port, transport }), ['noServer', undefined]);
      }
    });

    it('sends nothing to a server whose certificate is not trusted, or not for the host', async () => {
      const tls = { transport: 'tls', port: server.tlsPort } as const;
      const before = secrets.length;
      const { verdict, steps } = await ask(tls, createSecureContext());
      assert.equal(verdict, 'tlsTrouble');
      assert.deepEqual(steps.at(-1)?.came, { trouble: 'tls', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
      const names = { ...namesOf(), addresses: () => Promise.resolve(['127.0.0.1']) };
      const other = await askItsp(
        { ...tls, host: 'other.test', domain: '', account },
        { names, secureContext: trusted(), onSecret: (digest) => secrets.push(digest) },
        new AbortController().signal,
      );
      assert.deepEqual(other.steps.at(-1)?.came, { trouble: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
      assert.equal(secrets.length, before);
    });

    // sipsak knows MD5 alone.
    if (algorithm !== 'MD5') return;
    it('says the same of a password as sipsak', async () => {
      const register = (password: string) =>
        run('sipsak', [
          ...['-U', '-C', 'empty', '-s', `sip:${account.username}@127.0.0.1:${server.port.toString()}`],
          ...['-u', account.authname, '-a', password],
        ]).then(
          () => 'works',
          () => 'wrongPassword',
        );
      for (const password of [account.password, 'other']) {
        const { verdict } = await ask({ account: { ...account, password } });
        assert.equal(verdict, await register(password));
      }
    });
  });
}

/** A port where nobody listens. */
async function freePort(): Promise<{ port: number }> {
  const { SipServer } = await import('../../support/sipServer.ts');
  const server = await SipServer.start(() => undefined);
  await server.stop();
  return server;
}
