import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { ResultsPage } from './resultsPage.ts';
import { Workbench } from './workbench.ts';

describe('the extension in Chinese', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let form: Form;
  before(async () => {
    const peer = 'trunktype: peer, host: 192.0.2.1';
    wb = await Workbench.launch({
      language: 'zh-cn',
      env: { PBX_TRUNKS_START_DEMO: '1' },
      files: {
        'trunks.yaml': `pbx: demo\ntrunks:\n  - {trunkname: to-nanjing, ${peer}, port: 5060}\n`,
        'broken.trunks.yaml': `pbx: nobody\ntrunks:\n  - {trunkname: a, ${peer}, port: 70000}\n  - {prot: 1}\n`,
      },
    });
    form = new Form(wb);
  });
  after(() => wb.close());

  it('starts the Demo PBX and shows its trunks', async () => {
    await wb.notifications.wait('演示 PBX 已以“demo”运行并已登录。');
    await wb.pbx.open();
    await wb.pbx.row('itsp-main').waitFor();
    await eventually(
      () => wb.pbx.description('demo'),
      (words) => /^5 条中有 1 条注册失败 · 127\.0\.0\.1:\d+$/.test(words),
    );
    await eventually(
      () => wb.pbx.description('itsp-main'),
      (words) => words.startsWith('已注册 · '),
    );
    assert.match(await wb.pbx.tooltip('demo'), /型号: UC501[\s\S]*固件: /);
    assert.match(await wb.pbx.tooltip('itsp-main'), /起始时间|主机: /);
    await wb.screenshot('zh-tree');
    await wb.pbx.openMenu('itsp-main');
    await wb.screenshot('zh-menu');
    await wb.menu.close();
  });

  it('asks for a trunk in the form, and says what is wrong there', async () => {
    await wb.pbx.action('demo', '添加 SIP 中继');
    await form.choosePbx('demo');
    await form.press('添加中继');
    await form
      .message('host')
      .filter({ hasText: '缺少 host。请填写 SIP 运营商的域名或 IP 地址。' })
      .waitFor();
    await wb.screenshot('zh-form');
  });

  it('marks problems of a trunk file, which come from the worker', async () => {
    await wb.openFile('broken.trunks.yaml');
    await wb.codeLens('下发').first().waitFor();
    await wb.runCommand('Problems: Focus on Problems View');
    const problems = wb.page.locator('.markers-panel .monaco-list-row');
    for (const words of [
      '没有名为“nobody”的 PBX。请用“PBX: 添加 PBX…”添加，或改正名称。',
      'port 必须是 1 到 65535 之间的整数，通常为 5060。',
      '无法识别键 prot。是否想写 port？',
    ]) {
      await problems.filter({ hasText: words }).waitFor();
    }
    await wb.screenshot('zh-problems');
    await wb.runCommand('View: Hide Panel');
  });

  it('provisions a trunk file, and reports it', async () => {
    await wb.runCommand('Notifications: Clear All Notifications');
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('trunks.yaml', '下发中继');
    await wb.dialog.wait('是否向 demo (http');
    await wb.screenshot('zh-question');
    await wb.dialog.click('添加中继');
    await wb.notifications.wait('新增 1 条。');
    await wb.screenshot('zh-notification');
    await wb.notifications.click('新增 1 条。', '打开报告');
    const page = new ResultsPage(wb);
    await page.wait('新增 1 条。');
    assert.match(await page.summary(), /PBX Trunks：下发/);
    await wb.screenshot('zh-report');
  });
});
