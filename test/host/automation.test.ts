import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ProvisionReport } from '../../src/core/outcome.ts';
import { Lab, provision, short, type LabPbx } from './lab.ts';

/**
 * Calls as automation makes them by mistake. None of them may ask or show anything: a question would never be answered, and
 * the test would run out of time.
 */
describe('a call that automation got wrong', () => {
  const lab = new Lab();
  let pbx: LabPbx;
  let file: vscode.Uri;
  let csv: vscode.Uri;
  before(async () => {
    pbx = await lab.start('hq');
    // A second one, so that every question for a PBX would really be asked.
    await lab.start('other');
    await lab.signIn('hq');
    file = await lab.file('a.trunks.yaml', 'pbx: hq\ntrunkname: a\ntrunktype: account\nusername: u\n');
    csv = await lab.file('a.csv', 'trunkname,trunktype,username,password\na,account,u,pl4nted\n');
  });
  after(() => lab.end());

  const call = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const failed = (pbx: string, trunkname: string, result: unknown) => {
    const { outcome, message, ...target } = result as Record<string, string>;
    assert.deepEqual({ ...target, outcome }, { pbx, trunkname, outcome: 'failed' });
    assert.ok(message);
  };

  it('to add a trunk fails in words', async () => {
    for (const trunk of [null, undefined, 'x', [], 5]) {
      failed('hq', '', await call('pbx.addSipTrunk', { pbx: 'hq', trunk }));
    }
    failed('', 'q', await call('pbx.addSipTrunk', { pbx: 5, trunk: { trunkname: 'q' } }));
  });

  it('to plan or provision fails in words', async () => {
    for (const [first, options] of [
      [undefined, {}],
      [[], {}],
      ['a.trunks.yaml', {}],
      [file, { pbx: 5 }],
      [file, { pbx: [] }],
      [file, { update: 'yes' }],
    ] as const) {
      const report = await call('pbx.provisionTrunks', first, { confirm: false, ...options });
      const { outcomes, cancelled } = report as { outcomes: unknown[]; cancelled: boolean };
      assert.deepEqual([outcomes.length, cancelled], [1, false]);
      failed('', '', outcomes[0]);
      const plan = await call('pbx.planTrunks', first, { show: false, ...options });
      const { steps, problems } = plan as { steps: unknown[]; problems: { pbx: string; message: string }[] };
      assert.deepEqual([steps, problems.length], [[], 1]);
      assert.ok(problems[0]?.message);
    }
  });

  it('to export or import says what is wrong', async () => {
    const folder = vscode.Uri.joinPath(file, '..');
    for (const [name, where] of [
      ['', { folder }],
      ['', { pbx: 5, folder }],
      ['', { pbx: [], folder }],
      ['', { pbx: ['hq', 5], folder }],
      ['hq', { pbx: 'hq', folder: undefined }],
      ['hq', { pbx: 'hq', folder: 5 }],
      ['hq', { pbx: 'hq', fodler: folder, folder }],
    ] as const) {
      const { files, problems } = (await call('pbx.exportTrunks', where)) as {
        files: unknown[];
        problems: { pbx: string; message: string }[];
      };
      assert.deepEqual([files, problems.map(({ pbx: at }) => at)], [[], [name]]);
    }
    const yaml = vscode.Uri.joinPath(folder, 'new.trunks.yaml');
    for (const where of [
      { csv: 5, yaml },
      { csv: undefined, yaml },
      { csv, yaml: 5 },
      { csv, yaml: undefined },
      { csv: `${csv.fsPath}x`, yaml },
      { csv, yaml, colunms: {} },
    ]) {
      const { problems, ...counts } = (await call('pbx.importTrunks', where)) as {
        problems: { row: number; message: string }[];
      };
      assert.deepEqual([counts, problems.length], [{ rows: 0, imported: 0 }, 1]);
    }
  });

  it('to test a connection or to sign in says what is wrong', async () => {
    for (const name of [5, null, undefined, ['hq']]) {
      const { steps } = (await call('pbx.testConnection', { pbx: name })) as { steps: { step: string }[] };
      assert.deepEqual(
        steps.map(({ step }) => step),
        ['settings'],
      );
    }
    for (const [name, wrong] of [
      ['hq', { pbx: 'hq', password: 5 }],
      ['hq', { pbx: 'hq', token: null }],
      ['', { pbx: 5, password: 'x' }],
      ['', { token: 'x' }],
    ] as const) {
      const { message, ...result } = (await call('pbx.signIn', wrong)) as Record<string, unknown>;
      assert.deepEqual(result, { pbx: name, signedIn: false });
      assert.ok(message);
    }
    const { message, ...result } = (await call('pbx.signOut', { pbx: 5 })) as Record<string, unknown>;
    assert.deepEqual(result, { pbx: '', signedIn: false });
    assert.ok(message);
    assert.equal(pbx.count('login'), 1);
  });

  it('with a key that is not known, or a value that cannot be read, is refused in words that name it', async () => {
    // Something that could be continued, undone and deleted.
    const peer = await lab.file(
      'peer.trunks.yaml',
      'pbx: hq\ntrunkname: a\ntrunktype: peer\nhost: h\nport: 5060\n',
    );
    assert.deepEqual(short(await provision(peer)), ['hq/a added']);
    const trunk = { trunkname: 'b', trunktype: 'peer', host: 'h', port: '5060' };
    const misspelt = /^Nothing was done\. “confrim” is not known here\. Did you mean “confirm”\?$/;
    const unreadable = /^Nothing was done\. “confirm” has a value that cannot be read\.$/;
    for (const [command, args, words] of [
      ['pbx.continueLastRun', [{ confrim: false }], misspelt],
      ['pbx.continueLastRun', [{ confirm: 'no' }], unreadable],
      ['pbx.undoLastRun', [{ confrim: false }], misspelt],
      ['pbx.undoLastRun', [{ confirm: false, shwo: false }], /“shwo” .*Known are: confirm/],
      ['pbx.undoLastRun', [{ confirm: 0 }], unreadable],
      ['pbx.deleteSipTrunk', [{ pbx: 'hq', trunkname: 'a', confrim: false }], misspelt],
      ['pbx.deleteSipTrunk', [{ pbx: 'hq', trunkname: 'a', confirm: 'no' }], unreadable],
      ['pbx.deleteSipTrunk', [{ pbx: 'hq', trunknmae: 'a', confirm: false }], /“trunknmae” .*“trunkname”/],
      ['pbx.addSipTrunk', [{ pbx: 'hq', trnuk: trunk }], /“trnuk” .*“trunk”/],
      ['pbx.addSipTrunk', [{ pbx: 'hq', trunk, confrim: false }], misspelt],
      ['pbx.addSipTrunk', [{ pbx: 'hq', confirm: false }], /^“trunk” is missing\.$/],
      ['pbx.signIn', [{ pbx: 'hq', pasword: 'pl4nted' }], /“pasword” .*“password”/],
      ['pbx.signIn', [{ pxb: 'hq' }], /“pxb” .*“pbx”/],
      ['pbx.signIn', [{ pbx: 'hq', confirm: false }], /password or token/],
      ['pbx.signOut', [{ pxb: 'hq' }], /“pxb” .*“pbx”/],
      ['pbx.signOut', [{ pbx: 'hq', confrim: false }], misspelt],
      ['pbx.testConnection', [{ pxb: 'hq' }], /“pxb” .*“pbx”/],
      ['pbx.testConnection', [{ pbx: 'hq', confrim: false }], misspelt],
      ['pbx.exportTrunks', [{ pbx: 'hq', fodler: '.' }], /“fodler” .*“folder”/],
      ['pbx.importTrunks', [{ csv, ymal: '.' }], /“ymal” .*“yaml”/],
      ['pbx.provisionTrunks', [peer, { confrim: false }], misspelt],
      ['pbx.provisionTrunks', [peer, { confirm: false, pxb: 'other' }], /“pxb” .*“pbx”/],
      ['pbx.planTrunks', [[peer], { shwo: false }], /“shwo” .*“show”/],
      ['pbx.checkDrift', [vscode.Uri.joinPath(file, '..'), { shwo: false }], /“shwo” .*“show”/],
    ] as const) {
      const what = `${command} ${JSON.stringify(args)}`;
      const messages = messagesIn(await call(command, ...args));
      assert.equal(messages.length, 1, what);
      assert.match(messages[0] ?? '', words, what);
      assert.ok(!JSON.stringify(messages).includes('pl4nted'), what);
    }
    assert.deepEqual(
      pbx.trunks.all().map(({ trunkname }) => trunkname),
      ['a'],
    );
    assert.equal(pbx.count('login'), 1);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 0);
    assert.deepEqual(short((await call('pbx.undoLastRun', { confirm: false })) as ProvisionReport), [
      'hq/a deleted',
    ]);
  });
});

/** Every message in what a command returned. */
function messagesIn(result: unknown): string[] {
  if (typeof result !== 'object' || result === null) return [];
  return Object.entries(result).flatMap(([key, value]: [string, unknown]) =>
    (key === 'message' || key === 'problem') && typeof value === 'string' ? [value] : messagesIn(value),
  );
}
