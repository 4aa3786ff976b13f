import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, globalAgent, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import type { PbxApi } from '../../../../src/pbx/api.ts';
import { Authorities } from '../../../../src/pbx/tls/authorities.ts';
import { testConnection } from '../../../../src/pbx/checkConnection.ts';
import { Authority, selfSigned } from '../../../support/authority.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { untilTrue } from '../../../support/untilTrue.ts';
import { apiOf, clientOf, failure, plantedToken, registerTrunk } from '../../../support/pbxClient.ts';

describe('certificate authorities', () => {
  const company = Authority.root('Company Root');
  const otherCompany = Authority.root('Other Root');
  let folder: string;
  let system: string[];
  let systemReads: number;
  let baseFolders: string[];
  let authorities: Authorities;
  let server: Server;
  let url: string;
  let requests: number;
  let apis: PbxApi[];

  const file = (name: string) => join(folder, name);
  const api = (ca?: string, network = { authorities }) => {
    const one = apiOf(url, ca === undefined ? {} : { ca }, undefined, network);
    apis.push(one);
    return one;
  };
  const add = (ca?: string) => api(ca).add(plantedToken, registerTrunk('t'));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pbx-ca-'));
    server = createServer(company.below('Company Servers').issue(), (request, response) => {
      requests += 1;
      request
        .resume()
        .once('end', () => response.setHeader('Connection', 'close').end('{"status":"Success"}'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    requests = 0;
    apis = [];
    system = [];
    systemReads = 0;
    baseFolders = [];
    authorities = new Authorities({
      baseFolders: () => baseFolders,
      readSystem: () => {
        systemReads += 1;
        return Promise.resolve(system);
      },
    });
  });
  afterEach(() => Promise.all(apis.map((one) => one.close())));

  it('are those of the system too, which is asked once', async () => {
    system = [otherCompany.pem, company.pem];
    await Promise.all([add(), add()]);
    await add();
    assert.equal(requests, 3);
    assert.equal(systemReads, 1);
  });

  it('are done without where the system does not tell them in time, and count from when it does', async () => {
    const clock = new FakeClock();
    let tell: (pem: string[]) => void = () => undefined;
    const told = new Promise<string[]>((resolve) => (tell = resolve));
    authorities = new Authorities({ baseFolders: () => [], readSystem: () => told, clock });
    await writeFile(file('company.pem'), company.pem);
    const waiting = Promise.all([
      failure(add(), 'tls', /Company Servers.*not known here/),
      authorities.contextFor(file('company.pem')),
    ]);
    await untilTrue(() => clock.timers === 2);
    await clock.pass(5000);
    const [, withoutIt] = await waiting;
    // Nobody waits twice.
    await failure(add(), 'tls', /not known here/);
    tell([company.pem]);
    await told;
    while ((await authorities.contextFor(undefined)) === undefined) await setImmediate();
    await add();
    assert.notEqual(await authorities.contextFor(file('company.pem')), withoutIt);
    assert.equal(clock.timers, 0);
  });

  it('are asked for anew where the system failed to tell them', async () => {
    const answers = [() => Promise.reject(new Error('busy')), () => Promise.resolve([company.pem])];
    authorities = new Authorities({
      baseFolders: () => [],
      readSystem: () => answers.shift()?.() ?? assert.fail(),
    });
    await failure(add(), 'tls', /not known here/);
    await add();
    await add();
    assert.equal(answers.length, 0);
  });

  it('vouch for the names in a certificate only', async () => {
    system = [company.pem];
    const elsewhere = apiOf(url.replace('127.0.0.1', 'localhost'), {}, undefined, { authorities });
    apis.push(elsewhere);
    await failure(
      elsewhere.add(plantedToken, registerTrunk('t')),
      'tls',
      /shows a certificate for “127\.0\.0\.1” and not for this address \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
    );
    assert.equal(requests, 0);
  });

  it('leave the process as it is', async () => {
    system = [company.pem];
    await add();
    const plain = apiOf(url);
    apis.push(plain);
    await failure(plain.add(plantedToken, registerTrunk('t')), 'tls', /Company Servers.*not known here/);
    assert.equal(globalAgent.options.ca, undefined);
    assert.equal(process.env['NODE_TLS_REJECT_UNAUTHORIZED'], undefined);
  });

  it('are not asked for by a PBX whose certificate is pinned, or that has none', async () => {
    const pinned = clientOf(url, {
      connection: { certificate: `sha256:${'ab'.repeat(32)}` },
      network: { authorities },
    });
    await failure(pinned.deviceInfo(), 'tls', /another certificate/);
    await pinned.close();
    assert.equal(systemReads, 0);
  });

  it('are those of the file in ca, for that PBX alone', async () => {
    await writeFile(file('company.pem'), company.pem);
    await add(file('company.pem'));
    await failure(add(), 'tls', /not known here/);
    assert.equal(requests, 1);
  });

  it('are all that are in the file, whatever stands between them', async () => {
    await writeFile(file('both.pem'), `# Other\r\n${otherCompany.pem}\r\n\r\nCompany\r\n${company.pem}`);
    await add(file('both.pem'));
    assert.equal(requests, 1);
  });

  it('are read anew when the file changes', async () => {
    const one = api(file('changing.pem'));
    const call = () => one.add(plantedToken, registerTrunk('t'));
    await writeFile(file('changing.pem'), otherCompany.pem);
    await failure(call(), 'tls', /not known here/);
    await writeFile(file('changing.pem'), company.pem);
    await call();
    await writeFile(file('changing.pem'), otherCompany.pem);
    await failure(call(), 'tls', /not known here/);
    assert.equal(requests, 1);
  });

  it('stand beside those of the system and of NODE_EXTRA_CA_CERTS', async () => {
    await writeFile(file('other.pem'), otherCompany.pem);
    await writeFile(file('extra.pem'), company.pem);
    system = [company.pem];
    await add(file('other.pem'));
    system = [];
    authorities = new Authorities({ baseFolders: () => [], readSystem: () => Promise.resolve([]) });
    process.env['NODE_EXTRA_CA_CERTS'] = file('extra.pem');
    try {
      await add(file('other.pem'));
    } finally {
      delete process.env['NODE_EXTRA_CA_CERTS'];
    }
    assert.equal(requests, 2);
  });

  it('are looked for in the folders of the workspace, and at home', async () => {
    await writeFile(file('company.pem'), company.pem);
    baseFolders = [join(folder, 'nowhere'), folder];
    await add('company.pem');
    await add('./company.pem');
    baseFolders = [];
    await add(`~/${relative(homedir(), file('company.pem'))}`);
    assert.equal(requests, 3);
    await failure(
      add('company.pem'),
      'tls',
      /certificate authorities of hq is not there: company\.pem\. Put it there, or correct ca/,
    );
  });

  for (const [name, text, words] of [
    ['empty.pem', '', /has no certificate in PEM format in it/],
    ['key.pem', selfSigned().key, /has no certificate in PEM format in it/],
    ['cut.pem', company.pem.slice(0, 400), /has a certificate in it that cannot be read/],
    [
      'second-cut.pem',
      company.pem + company.pem.slice(0, 400),
      /has a certificate in it that cannot be read/,
    ],
    ['garbled.pem', company.pem.replace(/MII./, 'AAAA'), /has a certificate in it that cannot be read/],
    ['missing.pem', undefined, /is not there/],
  ] as const) {
    it(`name the file and the PBX when it is ${basename(name, '.pem')}, and send nothing`, async () => {
      if (text !== undefined) await writeFile(file(name), text);
      const error = await failure(add(file(name)), 'tls', words);
      assert.ok(error.message.includes(file(name)), error.message);
      assert.match(error.message, /of hq .*Nothing was sent/);
      assert.equal(error.mayHaveArrived, false);
      assert.equal(requests, 0);
    });
  }

  it('say the system’s code for a file that cannot be read', async () => {
    await failure(add(folder), 'tls', /of hq cannot be read \(EISDIR\)/);
  });

  it('are not waited for where the path is no file, such as a pipe, or one without an end', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [file('pipe.pem')]);
    await writeFile(file('huge.pem'), '');
    await truncate(file('huge.pem'), 8 * 1024 * 1024 + 1);
    for (const path of [file('huge.pem'), '/dev/null', file('pipe.pem')]) {
      await failure(add(path), 'tls', /of hq is not a plain file of at most 8 MiB: /);
    }
    assert.equal(requests, 0);
  });

  it('are those of a test of the connection too', async () => {
    await writeFile(file('company.pem'), company.pem);
    for (const [ca, said] of [
      [file('company.pem'), /The certificate is trusted: “pbx”/],
      [file('missing.pem'), /of hq is not there/],
      [undefined, /not known here/],
    ] as const) {
      const pbx = clientOf(url, { connection: ca === undefined ? {} : { ca }, network: { authorities } });
      const { steps } = await testConnection(pbx, 5000, new AbortController().signal);
      assert.match(steps.find(({ step }) => step === 'tls')?.message ?? '', said);
      await pbx.close();
    }
  });
});
