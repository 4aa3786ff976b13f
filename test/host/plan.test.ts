import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { Lab, provision, short } from './lab.ts';

const plan = (uri: vscode.Uri, options: object = {}) =>
  vscode.commands.executeCommand<Plan>('pbx.planTrunks', uri, { show: false, ...options });

const twenty = Array.from({ length: 20 }, (_, index) => {
  const name = `t-${(index + 1).toString().padStart(2, '0')}`;
  const type = (['register', 'peer', 'account'] as const)[index % 3] ?? 'peer';
  const host = type === 'account' ? '' : `    host: sip${index.toString()}.example.net\n    port: 5060\n`;
  const account =
    type === 'peer'
      ? ''
      : `    username: 0${index.toString()}\n    authname: 0${index.toString()}\n    password: pa#ss:${index.toString()}\n`;
  return `  - trunkname: ${name}\n    trunktype: ${type}\n${host}${account}`;
}).join('');

describe('planning', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('shows nothing to do after it was applied, for JSON, XML and v1.1.0', async () => {
    const names = ['json', 'xml', 'yeastar'];
    const pbxes = [
      await lab.start('json'),
      await lab.start('xml', { format: 'xml' }),
      await lab.start('yeastar', { apiVersion: 'v1.1.0' }),
    ];
    for (const name of names) await lab.signIn(name);
    const uri = await lab.file('trunks.yaml', `pbx: [json, xml, yeastar]\ntrunks:\n${twenty}`);

    const before = await plan(uri);
    assert.equal(before.steps.length, 60);
    assert.ok(before.steps.every(({ action }) => action === 'add'));
    for (const pbx of pbxes) {
      assert.equal(pbx.trunks.all().length, 0);
      assert.equal(pbx.count('siptrunk/query'), 1);
    }
    const report = await provision(uri);
    assert.ok(report.outcomes.every(({ outcome }) => outcome === 'added'));
    const after = await plan(uri);
    assert.equal(after.steps.length, 60);
    assert.deepEqual([...new Set(after.steps.map(({ action }) => action))], ['none']);
    for (const pbx of pbxes) assert.equal(pbx.count('siptrunk/add'), 20);
  });

  for (const [dialect, connection] of [
    ['JSON', {}],
    ['XML', { format: 'xml' }],
    ['v1.1.0', { apiVersion: 'v1.1.0' }],
  ] as const) {
    it(`updates only what the file names, in ${dialect}`, async () => {
      const pbx = await lab.start('hq', connection, {
        trunks: [
          {
            trunkname: 'itsp',
            trunktype: 'register',
            host: 'old.example.net',
            port: '5060',
            domain: 'realm.example.net',
            username: '6100',
            authname: '6100',
            fromuser: '4930123',
            password: 'oldPassw0rd',
          },
        ],
      });
      await lab.signIn('hq');
      const uri = await lab.file(
        'trunks.yaml',
        'pbx: hq\ntrunkname: itsp\ntrunktype: register\nhost: new.example.net\nport: 5061\nusername: 6100\nauthname: 6100\npassword: newPassw0rd\n',
      );
      const planned = await plan(uri);
      assert.deepEqual(planned, {
        steps: [{ pbx: 'hq', trunkname: 'itsp', action: 'update', fields: ['host', 'port', 'password'] }],
      });
      assert.deepEqual(short(await provision(uri)), ['hq/itsp skipped']);
      assert.equal(pbx.count('siptrunk/update'), 0);

      assert.deepEqual(short(await provision(uri, { update: true })), ['hq/itsp updated']);
      const { id, trunkname, host, port, domain, username, fromuser, password } =
        pbx.trunks.find('itsp') ?? {};
      assert.deepEqual(
        { id, trunkname, host, port, domain, username, fromuser, password },
        {
          id: '1',
          trunkname: 'itsp',
          host: 'new.example.net',
          port: '5061',
          domain: 'realm.example.net',
          username: '6100',
          fromuser: '4930123',
          password: 'newPassw0rd',
        },
      );
      assert.deepEqual(
        (await plan(uri)).steps.map(({ action }) => action),
        ['none'],
      );
    });
  }

  it('says which PBX could not be asked, and plans the others', async () => {
    await lab.start('hq');
    const gone = await lab.start('gone');
    await lab.signIn('hq');
    await lab.signIn('gone');
    await gone.stop();
    const uri = await lab.file(
      'trunks.yaml',
      'pbx: [gone, hq]\ntrunkname: a\ntrunktype: peer\nhost: h\nport: 5060\n',
    );
    const { steps, problems } = await plan(uri);
    assert.deepEqual(steps, [{ pbx: 'hq', trunkname: 'a', action: 'add' }]);
    assert.deepEqual(
      problems?.map(({ pbx }) => pbx),
      ['gone'],
    );
  });

  it('fails in words for a file that is not right, and asks no PBX', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const before = pbx.requests.length;
    const uri = await lab.file('trunks.yaml', 'pbx: hq\ntrunkname: a\ntrunktype: peer\nhost: h\nport: 0\n');
    const { steps, problems } = await plan(uri);
    assert.deepEqual(steps, []);
    assert.match(problems?.[0]?.message ?? '', /port/);
    assert.equal(pbx.requests.length, before);
  });
});
