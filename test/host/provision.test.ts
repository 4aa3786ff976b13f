import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { addSipTrunk, Lab, provision, short } from './lab.ts';

const three = (pbx: string) => `pbx: ${pbx}
trunks:
  - trunkname: itsp-main
    trunktype: register
    host: sip.example.net
    port: 5060
    username: 0123
    authname: 0123
    password: s3cret:with#signs & <more>
  - trunkname: to-branch
    trunktype: peer
    host: 172.16.108.16
    port: 5060
  - trunkname: for-phones
    trunktype: account
    username: 6100
    authname: 6100
    password: Rqzswb55
`;

describe('provisioning a trunk YAML', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('adds three trunks once', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const uri = await lab.file('trunks.yaml', three('hq'));

    const first = await provision(uri);
    assert.deepEqual(short(first), ['hq/itsp-main added', 'hq/to-branch added', 'hq/for-phones added']);
    assert.equal(first.cancelled, false);
    const second = await provision(uri);
    assert.deepEqual([...new Set(second.outcomes.map(({ outcome }) => outcome))], ['unchanged']);
    assert.equal(pbx.count('siptrunk/add'), 3);
    assert.equal(pbx.count('login'), 1);
  });

  it('takes several files and several PBXes', async () => {
    await lab.start('hq');
    await lab.start('branch-1', { format: 'xml' });
    await lab.signIn('hq');
    await lab.signIn('branch-1');
    const a = await lab.file(
      'a.trunks.yaml',
      'pbx: [hq, branch-1]\ntrunkname: a\ntrunktype: peer\nhost: h\nport: 1\n',
    );
    const b = await lab.file(
      'b.trunk.yml',
      'trunkname: b\ntrunktype: peer\nhost: h\nport: 65535\n---\npbx: hq\ntrunks:\n- {trunkname: c, trunktype: peer, host: h, port: 5060}\n',
    );
    const report = await provision([a, b], { pbx: 'branch-1' });
    assert.deepEqual(short(report), ['branch-1/a added', 'branch-1/b added', 'branch-1/c added']);
    assert.deepEqual(short(await provision(a)), ['hq/a added', 'branch-1/a unchanged']);
  });

  it('fills in placeholders from the environment and refuses what is not set', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    process.env['PBX_LAB_PASSWORD'] = 'fromTheEnvironment1';
    const text = three('hq').replace('Rqzswb55', '${env:PBX_LAB_PASSWORD}');
    assert.equal((await provision(await lab.file('trunks.yaml', text))).outcomes[2]?.outcome, 'added');
    assert.equal(pbx.trunks.find('for-phones')?.password, 'fromTheEnvironment1');
    delete process.env['PBX_LAB_PASSWORD'];
    const report = await provision(await lab.file('trunks.yaml', text.replace('for-phones', 'for-others')));
    assert.deepEqual(new Set(report.outcomes.map(({ outcome }) => outcome)), new Set(['failed']));
    assert.match(report.outcomes[2]?.message ?? '', /PBX_LAB_PASSWORD/);
    assert.equal(pbx.count('siptrunk/add'), 3);
  });

  it('marks every problem at its place in the editor', async () => {
    await lab.start('hq');
    const uri = await lab.file(
      'trunks.yaml',
      three('hq').replace('port: 5060\n    username', 'port: 70000\n    username'),
    );
    await vscode.window.showTextDocument(uri);
    await provision(uri);
    const problems = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'pbx');
    const [error] = problems.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.deepEqual([error?.range.start.line, error?.range.start.character], [5, 10]);
    assert.match(error?.message ?? '', /port/);
  });
});

describe('adding one trunk', () => {
  const lab = new Lab();
  afterEach(() => lab.end());
  const peer = { trunkname: 'to-x', trunktype: 'peer', host: '172.16.108.16', port: '5060' };

  it('returns what happened, also the second time', async () => {
    await lab.start('hq');
    await lab.signIn('hq');
    assert.deepEqual(await addSipTrunk('hq', peer), { pbx: 'hq', trunkname: 'to-x', outcome: 'added' });
    assert.equal((await addSipTrunk('hq', peer)).outcome, 'unchanged');
    assert.equal((await addSipTrunk('hq', { ...peer, port: '5080' })).outcome, 'skipped');
  });

  it('adds once when it is called twice at the same time', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const outcomes = await Promise.all([addSipTrunk('hq', peer), addSipTrunk('hq', peer)]);
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['added', 'unchanged'],
    );
    assert.equal(pbx.count('siptrunk/add'), 1);
  });

  it('says which field is wrong and sends nothing', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const before = pbx.requests.length;
    for (const trunk of [
      { ...peer, port: '0' },
      { ...peer, trunkname: 'all' },
      { ...peer, trunkname: 'a,b' },
      { ...peer, host: ' ' },
      {},
    ]) {
      const { outcome, message } = await addSipTrunk('hq', trunk);
      assert.equal(outcome, 'failed');
      assert.ok(message);
    }
    assert.equal(pbx.requests.length, before);
  });

  it('fails in words without a sign-in, and for a PBX that is not configured', async () => {
    await lab.start('hq');
    const signedOut = await addSipTrunk('hq', peer);
    assert.equal(signedOut.outcome, 'failed');
    assert.match(signedOut.message ?? '', /hq.*[Ss]ign in/);
    assert.match((await addSipTrunk('nowhere', peer)).message ?? '', /nowhere/);
  });
});
