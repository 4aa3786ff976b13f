import assert from 'node:assert/strict';
import { startDemoPbx, type DemoPbx } from '../../src/demo/server.ts';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { Workbench } from './workbench.ts';

const trunkFile = (pbx: string) => `pbx: ${pbx}
trunks:
  - trunkname: yaml-register
    trunktype: register
    host: sip.example.net
    port: 5060
    username: 0123
    authname: 0123
    password: \${secret:itsp-0123}
  - trunkname: yaml-peer
    trunktype: peer
    host: 172.16.108.16
    port: 5060
  - trunkname: yaml-account
    trunktype: account
    username: 6100
    authname: 6100
    password: \${secret:itsp-0123}
`;

for (const { format, dialect, pbx } of [
  { format: 'JSON', dialect: 'OpenVox UC', pbx: 'hq' },
  { format: 'XML', dialect: 'OpenVox UC, XML', pbx: 'branch-1' },
]) {
  describe(`the main job in ${format}`, function () {
    this.timeout(240_000);
    let wb: Workbench;
    let form: Form;
    let server: DemoPbx;

    before(async () => {
      server = await startDemoPbx({ registrationDelay: 1500, otherTrunks: [] });
      wb = await Workbench.launch({ files: { 'trunks.yaml': trunkFile(pbx), 'notes.txt': 'nothing' } });
      form = new Form(wb);
    });
    after(async () => {
      await wb.close();
      await server.stop();
    });

    it('adds a PBX step by step, tests the connection and signs in', async () => {
      await wb.runCommand('PBX: Add PBX…');
      await wb.input.step('Add PBX');
      await wb.input.accept();
      await wb.input.validation('name');
      await wb.input.answer(pbx);
      await wb.input.step('(2/5)');
      await wb.input.answer('not a url');
      await wb.input.validation('http://');
      await wb.input.answer(server.url);
      await wb.input.step('(3/5)');
      await wb.input.pick(dialect);
      await wb.input.step('(4/5)');
      await wb.input.answer('api');
      await wb.input.step('(5/5)');
      assert.equal(await wb.input.masked(), true);
      await wb.screenshot(`${format}-add-pbx`);
      await wb.input.answer('demo-pbx');
      await wb.notifications.wait(`${pbx} is configured, and you are signed in.`);
      await wb.pbx.row(pbx).waitFor();
      assert.equal(await wb.pbx.description(pbx), `${new URL(server.url).host} · signed in`);
      await wb.pbx.row('No trunks yet').waitFor();
      assert.match(await wb.pbx.tooltip(pbx), /UC501[\s\S]*Firmware/);
    });

    it('gets a field wrong in the form, then right, for each type of trunk', async () => {
      await wb.pbx.action(pbx, 'Add SIP Trunk');
      await form.choosePbx(pbx);
      assert.deepEqual(await form.fields(), [
        'trunkname',
        'host',
        'port',
        'domain',
        'username',
        'authname',
        'fromuser',
        'password',
      ]);
      await form.fill({
        trunkname: 'form-register',
        host: 'sip.example.net',
        port: '70000',
        username: '6100',
        password: 'Rqzswb55',
      });
      await form.press('Add Trunk');
      await form.message('port').filter({ hasText: '65535' }).waitFor();
      assert.equal(
        await form
          .field('port')
          .evaluate(
            (input) =>
              input.getRootNode() === document || (input.getRootNode() as ShadowRoot).activeElement === input,
          ),
        true,
      );
      assert.equal(server.trunks.all().length, 0);
      await wb.screenshot(`${format}-form-error`);
      await form.fill({ port: '5060' });
      await form.press('Add Trunk');
      await form.result.filter({ hasText: 'form-register' }).waitFor();
      await wb.notifications.wait(`form-register was added to ${pbx}.`);
      await wb.screenshot(`${format}-form-added`);

      await form.press('Add Another');
      await form.chooseType('peer');
      assert.deepEqual(await form.fields(), ['trunkname', 'host', 'port', 'domain']);
      await form.fill({ trunkname: 'form-peer', host: 'gone.invalid' });
      await form.press('Add Trunk');
      await wb.notifications.wait(`form-peer was added to ${pbx}.`);

      await form.press('Add Another');
      await form.chooseType('account');
      assert.deepEqual(await form.fields(), ['trunkname', 'username', 'authname', 'password']);
      await form.fill({
        trunkname: 'form-account',
        username: '6200',
        authname: '6200',
        password: 'Rqzswb56',
      });
      await form.press('Add Trunk');
      await wb.notifications.wait(`form-account was added to ${pbx}.`);
      assert.equal(server.trunks.find('form-account')?.password, 'Rqzswb56');
    });

    it('shows each trunk in the tree with its status', async () => {
      await eventually(
        () => wb.pbx.description('form-register'),
        (text) => text === 'Registered · register · sip.example.net',
      );
      assert.equal(await wb.pbx.description('form-peer'), 'Failure · peer · gone.invalid');
      assert.match(await wb.pbx.description('form-account'), /^Regist.* · account$/);
      await wb.screenshot(`${format}-tree`);
    });

    it('provisions a YAML with a right click, asks for its secret once, and sees three trunks arrive', async () => {
      await wb.explorer.open();
      await wb.explorer.chooseFromMenu('trunks.yaml', 'Provision Trunks');
      await wb.input.step('itsp-0123');
      assert.equal(await wb.input.masked(), true);
      await wb.input.answer('s3cretOfTheItsp');
      const question = await wb.dialog.wait('Add 3 trunks');
      assert.match(question, new RegExp(`${pbx} \\(http\\S+\\): yaml-register, yaml-peer, yaml-account`));
      await wb.screenshot(`${format}-confirm`);
      await wb.dialog.click('Add 3 Trunks');
      await wb.notifications.wait('3 added.');
      await wb.screenshot(`${format}-provisioned`);
      await wb.pbx.open();
      await wb.pbx.row('yaml-account').waitFor();
      assert.equal(server.trunks.find('yaml-register')?.password, 's3cretOfTheItsp');
      assert.equal(server.trunks.find('yaml-register')?.username, '0123');

      await wb.openFile('trunks.yaml');
      await wb.chooseFromEditorMenu('Provision Trunks');
      await wb.notifications.wait('Nothing to do: 3 unchanged.');
      assert.equal(server.trunks.all().length, 6);
    });

    it('offers nothing for a file that is no trunk file', async () => {
      await wb.explorer.open();
      await wb.explorer.openMenu('notes.txt');
      assert.ok(!(await wb.menu.labels()).includes('Provision Trunks'));
      await wb.menu.close();
    });
  });
}
