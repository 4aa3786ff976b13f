import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { checkTrunk, type Trunk } from '../../../src/core/trunk.ts';
import { readCertificate } from '../../../src/pbx/transport/certificate.ts';
import { curlCommand } from '../../../src/pbx/curlCommand.ts';
import type { DemoRequest } from '../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../src/demo/server.ts';
import { other, pinned } from '../../support/certificates.ts';
import { apiOf, connectionTo, plantedMd5, plantedPassword, registerTrunk } from '../../support/pbxClient.ts';
import { curls, runInShell } from '../../support/shell.ts';

const nastyText = String.raw`'"\$(id)${'`'}id${'`'} $HOME \n %s <&amp;> PBX_TOKEN SIP_PASSWORD !x ~ * ; | # é „ü“ 漢`;
const nastyPassword = String.raw` "\'&<>$(id)${'`'}${'`'}\\&amp; %s \1 é漢!SIP_PASSWORD" `;
const dialects = [
  ['JSON', {}],
  ['XML', { format: 'xml' }],
  ['v1.1.0', { apiVersion: 'v1.1.0' }],
] as const;

const trunks: Trunk[] = [
  registerTrunk('plain'),
  registerTrunk(`${nastyText} register`, {
    username: nastyText,
    authname: `-n ${nastyText}`,
    fromuser: nastyText,
    domain: 'realm.example.net',
  }),
  { trunkname: nastyText, trunktype: 'peer', host: 'sip.example.net', port: '5061' },
  { trunkname: '-e \\c', trunktype: 'account', username: nastyText, authname: 'u', password: '' },
];

describe('a trunk as curl', () => {
  let pbx: DemoPbx;
  let requests: DemoRequest[];
  let token: string;

  before(function () {
    // The command is for a POSIX shell.
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    requests = [];
    pbx = await startDemoPbx({
      username: 'api',
      password: plantedPassword,
      observe: (request) => requests.push(request),
    });
    const api = apiOf(pbx.url);
    token = await api.login('api', plantedMd5);
    await api.close();
  });
  afterEach(() => pbx.stop());

  for (const { name, path } of curls()) {
    for (const [dialect, connection] of dialects) {
      it(`adds the same trunk as the extension, whatever is in it (${dialect}, ${name})`, async () => {
        for (const trunk of trunks) {
          const password = 'password' in trunk ? nastyPassword : undefined;
          const wanted = { ...trunk, ...(password !== undefined && { password }) } as Trunk;
          assert.deepEqual(checkTrunk(wanted), { trunk: wanted });
          const command = curlCommand(connectionTo(pbx.url, connection), trunk);
          const variables = { PBX_TOKEN: token, ...(password !== undefined && { SIP_PASSWORD: password }) };
          const ended = await runInShell(command, path, variables);
          assert.match(ended.stdout, /Success.*\n$/, ended.stderr);
          assert.equal(ended.stderr, '');
          const byCurl = requests.at(-1);
          const stored = pbx.trunks.find(trunk.trunkname);
          pbx.trunks.delete(trunk.trunkname);

          const api = apiOf(pbx.url, connection);
          await api.add(token, wanted);
          await api.close();
          const byExtension = requests.at(-1);
          assert.notEqual(byCurl, byExtension);
          for (const part of ['method', 'path', 'body'] as const) {
            assert.equal(byCurl?.[part], byExtension?.[part]);
          }
          assert.equal(byCurl?.query.toString(), byExtension?.query.toString());
          assert.equal(byCurl?.headers['content-type'], byExtension?.headers['content-type']);
          const again = pbx.trunks.find(trunk.trunkname);
          assert.deepEqual({ ...stored, id: '', since: 0 }, { ...again, id: '', since: 0 });
          assert.equal(stored?.password, password);
        }
      });
    }

    it(`sends nothing without its variables (${name})`, async () => {
      const before = requests.length;
      const command = curlCommand(connectionTo(pbx.url), registerTrunk('a'));
      for (const variables of [
        {},
        { PBX_TOKEN: token },
        { SIP_PASSWORD: 'x' },
        { PBX_TOKEN: token, SIP_PASSWORD: '' },
      ]) {
        const { failed, stderr } = await runInShell(command, path, variables);
        assert.ok(failed);
        assert.match(stderr, /is not set/);
      }
      assert.equal(requests.length, before);
    });

    it(`keeps the path of the URL, quotes included (${name})`, async () => {
      const command = curlCommand(connectionTo(`${pbx.url}/it's/[a]{b,c}`), registerTrunk('a'));
      await runInShell(command, path, { PBX_TOKEN: token, SIP_PASSWORD: 'x' });
      assert.match(
        requests.at(-1)?.path ?? '',
        /^\/it(?:'|%27)s\/\[a\](?:\{|%7B)b,c(?:\}|%7D)\/api\/v0\.0\.1\/siptrunk\/add$/,
      );
    });

    it(`accepts the key of the pinned certificate and no other (${name})`, async () => {
      for (const [identity, accepted] of [
        [pinned, true],
        [other, false],
      ] as const) {
        const bodies: string[] = [];
        const server = createHttpsServer(identity, (request, response) => {
          let body = '';
          request.on('data', (chunk: Buffer) => (body += chunk.toString()));
          request.on('end', () => {
            bodies.push(body);
            response.end('{"status":"Success"}');
          });
        });
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const shown = await readCertificate({ url }, AbortSignal.timeout(5000));
        const key = accepted ? shown.publicKey : 'sha256//7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y=';
        const command = curlCommand(connectionTo(url), registerTrunk('a'), key);
        const { failed, stdout } = await runInShell(command, path, { PBX_TOKEN: token, SIP_PASSWORD: 'x' });
        assert.deepEqual(
          [failed, stdout.includes('Success'), bodies.length],
          accepted ? [false, true, 1] : [true, false, 0],
        );
        const verified = curlCommand(connectionTo(url), registerTrunk('a'));
        assert.ok((await runInShell(verified, path, { PBX_TOKEN: token, SIP_PASSWORD: 'x' })).failed);
        assert.equal(bodies.length, accepted ? 1 : 0);
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        await closed;
      }
    });
  }

  it('has neither the password nor a token in it', () => {
    const command = curlCommand(connectionTo('http://172.16.6.150:9011'), registerTrunk('to-108-16-test'));
    assert.ok(!command.includes(plantedPassword) && !command.includes(token));
    assert.match(command, /"\$PBX_TOKEN"/);
    assert.match(command, /\$SIP_PASSWORD/);
  });
});
