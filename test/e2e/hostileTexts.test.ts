import assert from 'node:assert/strict';
import { hostile } from '../support/certificates.ts';
import { peer, startTestPbx, type TestPbx } from './testPbx.ts';
import { startTls } from './tls.ts';
import { Workbench } from './workbench.ts';

const pbxName = 'hq\nNothing will be changed.\n\n(https://172.16.6.150:8088)';
const shownPbx = 'hq⟨U+000A⟩Nothing will be changed.⟨U+000A⟩⟨U+000A⟩(https://172.16.6.150:8088)';
const onBox = 'itsp\r\nIt was checked. Press the button.\u202egnp.\u200b';
const shownOnBox = 'itsp⟨U+000D⟩⟨U+000A⟩It was checked. Press the button.⟨U+202E⟩gnp.⟨U+200B⟩';
const inFile = 'to-\u2066itsp\u200b\u202e txt';
const shownInFile = 'to-⟨U+2066⟩itsp⟨U+200B⟩⟨U+202E⟩ txt';
/** Whatever hides, or breaks a line, in one line of ours. */
const hidden = /[\p{Cf}\p{DI}\u2028\u2029]|(?!\n)\p{Cc}/u;

describe('names that are written to deceive', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let pbx: TestPbx;
  let tls: Awaited<ReturnType<typeof startTls>>;

  before(async () => {
    pbx = await startTestPbx({ trunks: [{ ...peer('x'), trunkname: onBox }, peer('good'), peer('other')] });
    tls = await startTls(hostile, pbx.url);
    wb = await Workbench.launch({
      files: {
        'trunks.yaml': `pbx: ${JSON.stringify(pbxName)}\ntrunkname: ${JSON.stringify(inFile)}\ntrunktype: peer\nhost: h.example.net\nport: 5060\n`,
      },
      settings: {
        'pbx.refreshInterval': 0,
        'pbx.connections': {
          [pbxName]: { url: pbx.url, username: 'api' },
          tls: { url: `https://127.0.0.1:${tls.port.toString()}`, username: 'api' },
        },
      },
    });
    await wb.pbx.open();
  });
  after(async () => {
    await wb.close();
    await tls.stop();
    await pbx.stop();
  });

  it('do not reach the first lines of the dialog for pinning', async () => {
    await wb.pbx.action('tls', 'Sign In');
    await wb.input.step('Sign In to tls (https://127.0.0.1:');
    await wb.input.answer('demo-pbx');
    const words = await wb.dialog.wait('cannot be verified.');
    await wb.screenshot('hostile-certificate');
    const lines = words.split('\n').filter((line) => line.trim() !== '');
    const digits = hostile.fingerprint.slice(7).toUpperCase().match(/../g)?.join(':') ?? '';
    assert.match(lines[0] ?? '', /^The certificate of tls \(https:\S+\) cannot be verified\.$/);
    assert.equal(lines[1], `SHA-256: ${digits}`);
    assert.equal(lines[2], 'What the certificate says of itself:');
    assert.match(lines[3] ?? '', /^Name: hq⟨U\+000A⟩SHA-256: 00:11.*…$/);
    assert.match(lines[4] ?? '', /^Issued by: hq⟨U\+000A⟩/);
    assert.equal(lines.length, 7, words);
    assert.doesNotMatch(words, hidden);
    await wb.dialog.click('Cancel');
    assert.equal(pbx.count(), 0);
  });

  it('stand on one line in the prompt for the password, which says where it goes', async () => {
    await wb.pbx.action(shownPbx, 'Sign In');
    await wb.input.step(`Sign In to ${shownPbx} (${pbx.url})`);
    await wb.screenshot('hostile-sign-in');
    assert.match(await wb.input.message(), /API password of the user api on hq⟨U\+000A⟩/);
    assert.doesNotMatch((await wb.input.title()) + (await wb.input.message()), hidden);
    await wb.input.answer('demo-pbx');
    await wb.input.gone();
  });

  it('stand on one line in the tree, its tooltips and for screen readers', async () => {
    await wb.pbx.expand(shownPbx);
    await wb.pbx.row(shownOnBox).waitFor();
    const label = (await wb.pbx.row(shownOnBox).getAttribute('aria-label')) ?? '';
    assert.ok(label.includes(shownOnBox), label);
    assert.doesNotMatch(label, hidden);
    await wb.screenshot('hostile-tree');
    const tooltip = await wb.pbx.tooltip(shownOnBox);
    await wb.screenshot('hostile-tooltip');
    assert.ok(tooltip.includes(shownOnBox), tooltip);
    assert.doesNotMatch(tooltip, hidden);
  });

  it('write no sentences into the question before a deletion', async () => {
    await wb.pbx.chooseFromMenu([shownOnBox, 'good'], 'Delete SIP Trunk');
    const words = await wb.dialog.wait(`Delete the trunk good from ${shownPbx} (${pbx.url})?`);
    await wb.screenshot('hostile-delete');
    const lines = words.split('\n').filter((line) => line.trim() !== '');
    assert.equal(lines[2], 'Left alone:');
    assert.ok(lines[3]?.startsWith(`${shownPbx} · ${shownOnBox}: Not sent`), words);
    assert.equal(lines.length, 4, words);
    assert.doesNotMatch(words, hidden);
    await wb.dialog.click('Cancel');
  });

  it('write none into the questions before a provision and an undo, nor into what is told afterwards', async () => {
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    const words = await wb.dialog.wait(`Add 1 trunk to ${shownPbx} (${pbx.url})?`);
    await wb.screenshot('hostile-provision');
    assert.ok(words.includes(`${shownPbx} (${pbx.url}): ${shownInFile}`), words);
    assert.doesNotMatch(words, hidden);
    await wb.dialog.click('Show Plan');
    const later = await wb.notifications.wait('Add 1 trunk to');
    assert.equal(later, `Add 1 trunk to ${shownPbx} (${pbx.url})?`);
    await wb.screenshot('hostile-provision-plan');
    await wb.notifications.click('Add 1 trunk to', 'Add Trunk');
    await wb.notifications.wait('1 added');
    await wb.notifications.click('1 added', 'Undo');
    const undo = await wb.dialog.wait(`Undo the last run: delete 1 trunk from ${shownPbx} (${pbx.url})?`);
    await wb.screenshot('hostile-undo');
    assert.ok(undo.includes(`${shownPbx} (${pbx.url}), to delete: ${shownInFile}`), undo);
    await wb.dialog.click('Undo');
    await wb.notifications.wait('1 deleted');
    const log = wb.log();
    assert.ok(log.includes(`${shownPbx} · ${shownInFile}: added`), log);
    assert.doesNotMatch(log, /^Nothing will be changed/m);
  });
});
