import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ProvisionReport } from '../../src/core/outcome.ts';
import type { Drift } from '../../src/fleet/drift/pbxDrift.ts';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { Lab, short, type LabPbx } from './lab.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

const peerYaml = (pbx: string, ...names: string[]) =>
  `pbx: ${pbx}\ntrunks:\n${names.map((name) => `  - {trunkname: ${name}, trunktype: peer, host: h, port: 5060}\n`).join('')}`;
const call = <T>(command: string, object: object) => vscode.commands.executeCommand<T>(command, object);
const provision = (object: object) => call<ProvisionReport>('pbx.provisionTrunks', object);
const plan = (object: object) => call<Plan>('pbx.planTrunks', object);
const drift = (object: object) => call<Drift[]>('pbx.checkDrift', object);

/** What a key binding gives: one object, with texts for files. A question would never be answered here. */
describe('a command that gets one object', () => {
  const lab = new Lab();
  const files = new WorkspaceFiles();
  let pbx: LabPbx;

  beforeEach(async () => {
    pbx = await lab.start('hq');
    // A second one, so that every question for a PBX would really be asked.
    await lab.start('other');
    await lab.signIn('hq');
  });
  afterEach(async () => {
    await lab.end();
    await files.remove();
  });

  it('provisions and plans files of the workspace, by paths and patterns', async () => {
    await files.write('a.trunks.yaml', peerYaml('hq', 'a'));
    await files.write('sites/north/b.trunks.yaml', peerYaml('hq', 'b'));
    await files.write('sites/south [2]/c.trunks.yml', peerYaml('hq', 'c'));
    await files.write('sites/node_modules/d.trunks.yaml', peerYaml('hq', 'd'));
    assert.deepEqual((await plan({ files: '**/*.trunks.{yaml,yml}', show: false })).steps, [
      { pbx: 'hq', trunkname: 'a', action: 'add' },
      { pbx: 'hq', trunkname: 'b', action: 'add' },
      { pbx: 'hq', trunkname: 'c', action: 'add' },
    ]);
    assert.equal(pbx.count('siptrunk/add'), 0);
    const named = ['a.trunks.yaml', './sites/*/b.trunks.yaml', 'sites/south [2]/c.trunks.yml'];
    assert.deepEqual(short(await provision({ files: named, confirm: false })), [
      'hq/a added',
      'hq/b added',
      'hq/c added',
    ]);
    assert.deepEqual(short(await provision({ files: 'a.trunks.yaml', confirm: false, pbx: 'hq' })), [
      'hq/a unchanged',
    ]);
    await files.write('a.trunks.yaml', peerYaml('hq', 'a').replace('5060', '5061'));
    const changed = { files: 'a.trunks.yaml', confirm: false };
    assert.deepEqual(short(await provision(changed)), ['hq/a skipped']);
    assert.deepEqual(short(await provision({ ...changed, update: true })), ['hq/a updated']);
  });

  it('takes absolute paths, patterns in them, and what another extension has', async () => {
    const uri = await lab.file('a.trunks.yaml', peerYaml('hq', 'a'));
    const folder = vscode.Uri.joinPath(uri, '..');
    for (const name of [uri.fsPath, `${folder.fsPath}/*.trunks.yaml`, uri, uri.toString(), uri.toJSON()]) {
      const { steps, problems } = await plan({ files: [name], show: false });
      assert.deepEqual([steps.length, problems], [1, undefined], JSON.stringify(name));
    }
  });

  it('checks folders and files for drift', async () => {
    await files.write('sites/north/b.trunks.yaml', peerYaml('hq', 'b'));
    await files.write('sites/c.trunks.yaml', peerYaml('hq', 'c'));
    const missing = async (files: string | string[]) =>
      (await drift({ files, show: false })).map((one) => one.missing);
    assert.deepEqual(await missing('sites'), [['c', 'b']]);
    assert.deepEqual(await missing('.'), [['c', 'b']]);
    assert.deepEqual(await missing(['sites/north']), [['b']]);
    assert.deepEqual(await missing('sites/**/c.trunks.yaml'), [['c']]);
    await files.write('empty/notes.txt', 'no trunks');
    const [nothing] = await drift({ files: 'empty', show: false });
    assert.match(nothing?.problem ?? '', /no trunk file in “empty”/);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('exports and imports by paths', async () => {
    await files.write('itsp.csv', 'pbx,trunkname,trunktype,host,port\nhq,a,peer,h,5060\n');
    await files.write('more.csv', 'pbx,trunkname,trunktype,host,port\nhq,b,peer,h,5060\n');
    const summary = { rows: 1, imported: 1, problems: [] };
    assert.deepEqual(
      await call('pbx.importTrunks', { csv: 'itsp.csv', yaml: 'sites/new.trunks.yaml' }),
      summary,
    );
    assert.deepEqual(await call('pbx.importTrunks', { files: '*.csv', confirm: false }), {
      rows: 2,
      imported: 2,
      problems: [],
    });
    const all = ['sites/new.trunks.yaml', 'more.trunks.yaml'];
    assert.deepEqual(short(await provision({ files: all, confirm: false })), ['hq/a added', 'hq/b added']);
    for (const where of [
      { folder: 'exported' },
      { files: 'exported' },
      { folder: files.uri('exported').fsPath },
    ]) {
      const { files: written, problems } = await call<{ files: vscode.Uri[]; problems?: unknown }>(
        'pbx.exportTrunks',
        { pbx: 'hq', ...where },
      );
      assert.deepEqual(
        [written.map(({ path }) => path), problems],
        [[files.uri('exported/hq.trunks.yaml').path], undefined],
      );
    }
  });

  it('fails in words that name the path where there is nothing, whatever else is there', async () => {
    await files.write('a.trunks.yaml', peerYaml('hq', 'a'));
    await files.write('sites/b.trunks.yaml', peerYaml('hq', 'b'));
    for (const missing of [
      'b.trunks.yaml',
      'nowhere/*.yaml',
      '~/a.trunks.yaml',
      '/nowhere/c.trunks.yaml',
      'sites',
    ]) {
      const words =
        missing === 'sites' ? /^sites is a folder/ : new RegExp(missing.replaceAll(/[*/.]/g, '\\$&'));
      const object = { files: ['a.trunks.yaml', missing] };
      const { outcomes } = await provision({ ...object, confirm: false });
      assert.deepEqual(
        outcomes.map(({ outcome }) => outcome),
        ['failed'],
      );
      assert.match(outcomes[0]?.message ?? '', words);
      const { steps, problems = [] } = await plan({ ...object, show: false });
      assert.deepEqual([steps, problems.length], [[], 1]);
      assert.match(problems[0]?.message ?? '', words);
    }
    const [nothing] = await drift({ files: ['sites', 'nowhere'], show: false });
    assert.match(nothing?.problem ?? '', /nowhere/);
    assert.equal(pbx.count('siptrunk/query') + pbx.count('siptrunk/add'), 0);
  });

  it('refuses in words a key that it does not know, and begins nothing', async () => {
    await files.write('a.trunks.yaml', peerYaml('hq', 'a'));
    const object = { files: 'a.trunks.yaml' };
    for (const [wrong, words] of [
      [{ ...object, confrim: false }, /“confrim” .*“confirm”/],
      [{ ...object, confirm: false, pxb: 'other' }, /“pxb” .*“pbx”/],
      [{ ...object, confirm: false, show: false }, /“show”/],
      [{ ...object, confirm: false, update: 'yes' }, /“update” has/],
      [{ ...object, confirm: 'no' }, /“confirm” has/],
      [{ fiels: 'a.trunks.yaml', confirm: false }, /“files”/],
      [{ files: [], confirm: false }, /“files”/],
      [{ files: '', confirm: false }, /“files”/],
      [{}, /“files” is missing/],
    ] as const) {
      const { outcomes } = await provision(wrong);
      assert.deepEqual(
        outcomes.map(({ outcome }) => outcome),
        ['failed'],
        JSON.stringify(wrong),
      );
      assert.match(outcomes[0]?.message ?? '', words);
    }
    const { steps, problems } = await plan({ ...object, shwo: false });
    assert.deepEqual([steps, problems?.length], [[], 1]);
    assert.match((await drift({ ...object, shwo: false }))[0]?.problem ?? '', /“shwo”/);
    assert.equal(pbx.count('siptrunk/query') + pbx.count('siptrunk/add'), 0);
  });
});
