import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const trunks = (trunkname: string) =>
  `pbx: hq\ntrunks:\n  - trunkname: ${trunkname}\n    trunktype: peer\n    host: sip.example.net\n    port: 5060\n`;

describe('automation in a workspace of two folders', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;

  before(async () => {
    hq = await startTestPbx();
    const tasks = [{ type: 'pbx', label: 'Plan here', task: 'plan', files: '*.trunks.yaml' }];
    wb = await Workbench.launch({
      workspace: 'all.code-workspace',
      files: {
        'all.code-workspace': JSON.stringify({ folders: [{ path: 'north' }, { path: 'south' }] }),
        'north/a.trunks.yaml': trunks('to-north'),
        'south/a.trunks.yaml': trunks('to-south'),
        'south/.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks }),
      },
      keybindings: [
        {
          key: 'ctrl+alt+1',
          command: 'pbx.provisionTrunks',
          args: { files: 'north/*.trunks.yaml', confirm: false },
        },
        {
          key: 'ctrl+alt+2',
          command: 'pbx.provisionTrunks',
          args: { files: 'a.trunks.yaml', confrim: false },
        },
        {
          key: 'ctrl+alt+3',
          command: 'pbx.provisionTrunks',
          args: { files: 'a.trunks.yaml', confirm: false },
        },
      ],
      settings: {
        // The terminal's text in the page, where a test can read it.
        'terminal.integrated.gpuAcceleration': 'off',
        'pbx.connections': { hq: { url: hq.url, username: 'api' } },
      },
    });
    await signIn(wb, 'hq');
  });
  after(async () => {
    await wb.close();
    await hq.stop();
  });

  const added = () => hq.trunks.all().map(({ trunkname }) => trunkname);

  it('provisions the files of one folder with a key, and asks nothing', async () => {
    await wb.page.keyboard.press('Control+Alt+1');
    await wb.logged('hq · to-north: added');
    assert.deepEqual(added(), ['to-north']);
    assert.equal(await wb.input.widget.isVisible(), false);
  });

  it('does nothing for a key with a misspelt word, and says which', async () => {
    await wb.page.keyboard.press('Control+Alt+2');
    await wb.notifications.wait('“confrim” is not known here. Did you mean “confirm”?');
    await wb.screenshot('automation-misspelt');
    await wb.notifications.dismiss('“confrim”');
    assert.deepEqual(added(), ['to-north']);
  });

  it('plans as a task of a folder the files of that folder, line by line in a terminal', async () => {
    await wb.runCommand('Tasks: Run Task');
    await wb.input.type('Plan here');
    await wb.input.accept();
    await eventually(
      () => wb.page.locator('.terminal-wrapper.active .xterm-rows').first().innerText(),
      (text) => {
        const shown = text.replaceAll('\u00a0', ' ');
        assert.ok(shown.includes('hq · to-south: add'), shown);
        assert.ok(shown.includes('Plan: 1 to add.'), shown);
        assert.ok(!shown.includes('to-north'), shown);
      },
    );
    await wb.screenshot('automation-task');
    assert.deepEqual(added(), ['to-north']);
  });

  it('provisions a path of every folder that has it', async () => {
    await wb.page.keyboard.press('Control+Alt+3');
    await wb.logged('hq · to-south: added');
    await wb.logged('hq · to-north: unchanged');
    assert.deepEqual(added(), ['to-north', 'to-south']);
  });
});
