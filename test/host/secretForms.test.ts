import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ProvisionReport } from '../../src/core/outcome.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { trunkUri } from '../../src/ui/base/trunkUri.ts';
import { formsIn, secretForms } from '../support/secretForms.ts';
import { addSipTrunk, Lab, provision } from './lab.ts';
import { filesWith } from './userFiles.ts';

/** Each stands somewhere else, and none has a character that all writings leave alone beside those that none does. */
const planted = Array.from(
  { length: 25 },
  (_, index) => `pl4nted${index.toString()} "F0rms" & <it's>/\\+%${index.toString()}`,
);
const take = (() => {
  let next = 0;
  return (count: number) => planted.slice(next, (next += count));
})();
const [apiPassword = '', wrongPassword = ''] = take(2);
const inFile = take(7);
const inEnvironment = take(4);
const onPbx = take(5);
const inCsv = take(5);
const [sent = '', updated = ''] = take(2);

/** In every place that is searched, so that a search in the wrong place does not go unnoticed. */
const marker = 'forms-trunk';
const account = (name: string, password: string) =>
  `  - {trunkname: ${marker}-${name}, trunktype: account, username: 6100, authname: 6100, password: ${JSON.stringify(password)}}\n`;
const accountOnPbx = (password: string, index: number): SipTrunk => ({
  trunkname: `${marker}-pbx${index.toString()}`,
  trunktype: 'account',
  username: '6100',
  authname: '6100',
  password,
});
const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** As the files of the editor are read. */
const inLatin1 = (text: string) => Buffer.from(text).toString('latin1');

/** Every form of every secret, in texts that a line of the log takes whole. */
const echoes = planted.flatMap((secret) => {
  const forms = Object.values(secretForms(secret));
  return Array.from({ length: Math.ceil(forms.length / 10) }, (_, index) =>
    forms.slice(10 * index, 10 * index + 10),
  );
});

describe('25 secrets in each of their forms', () => {
  const lab = new Lab();
  afterEach(async () => {
    for (const index of inEnvironment.keys())
      Reflect.deleteProperty(process.env, `PBX_FORMS_${index.toString()}`);
    await vscode.env.clipboard.writeText('');
    await lab.end();
  });

  it('are in no log, document, result, file or clipboard, whatever a PBX echoes', async function () {
    this.timeout(420_000);
    for (const [index, value] of inEnvironment.entries())
      process.env[`PBX_FORMS_${index.toString()}`] = value;
    let echoed: string[] = [];
    await lab.start(
      'hq',
      {},
      {
        password: apiPassword,
        trunks: onPbx.map(accountOnPbx),
        intercept: ({ endpoint, body, query }) => {
          if (endpoint === 'siptrunk/add' && body.includes(`${marker}-page`)) {
            return {
              kind: 'raw',
              status: 500,
              body: `<html>${query.toString()} ${body} ${planted.join(' ')}</html>`,
            };
          }
          if (endpoint !== 'deviceinfo/query' || echoed.length === 0) return undefined;
          const half = Math.ceil(echoed.length / 2);
          const [devicename, firmwarever] = [echoed.slice(0, half), echoed.slice(half)].map((part) =>
            part.join(' | '),
          );
          const deviceinfo = { devicename: `${marker} | ${devicename ?? ''}`, firmwarever };
          return { kind: 'raw', body: JSON.stringify({ status: 'Success', deviceinfo }) };
        },
      },
    );
    const results: unknown[] = [
      await run('pbx.signIn', { pbx: 'hq', password: wrongPassword }),
      await run('pbx.signIn', { pbx: 'hq', password: apiPassword }),
    ];

    const uri = await lab.file(
      'trunks.yaml',
      `pbx: hq\ntrunks:\n${inFile.map((secret, index) => account(`file${index.toString()}`, secret)).join('')}` +
        inEnvironment
          .map((_, index) => account(`env${index.toString()}`, `\${env:PBX_FORMS_${index.toString()}}`))
          .join('') +
        account('pbx0', updated) +
        account('page', inFile[0] ?? ''),
    );
    const csv = await lab.file(
      'forms.csv',
      `trunkname,trunktype,username,password\n${inCsv
        .map(
          (secret, index) =>
            `${marker}-csv${index.toString()},account,6100,"${secret.replaceAll('"', '""')}"\n`,
        )
        .join('')}`,
    );
    const folder = vscode.Uri.joinPath(uri, '..');
    results.push(
      await run('pbx.importTrunks', { csv, yaml: vscode.Uri.joinPath(folder, 'imported.trunks.yaml') }),
      await run('pbx.planTrunks', uri, { show: false }),
      await run('pbx.planTrunks', uri),
      await run('pbx.checkDrift', folder, { show: false }),
      await run('pbx.checkDrift', folder),
    );
    const drift = ['drift.json', 'drift.md'].map((name) => vscode.Uri.joinPath(folder, name));
    await run('pbx.saveReport', undefined, { json: drift[0], markdown: drift[1] });
    const documents = await textsOf('pbx-plan');
    for (const saved of drift)
      documents.push(new TextDecoder().decode(await vscode.workspace.fs.readFile(saved)));
    const report = await provision(uri, { update: true });
    assert.deepEqual(
      new Set(report.outcomes.map(({ outcome }) => outcome)),
      new Set(['added', 'updated', 'failed']),
    );
    results.push(
      report,
      await addSipTrunk('hq', { ...accountOnPbx(sent, 9) }),
      await addSipTrunk('hq', { ...accountOnPbx(sent, 10), trunkname: `${marker}-page` }),
      await run('pbx.exportTrunks', { pbx: 'hq', folder: vscode.Uri.joinPath(folder, 'exported') }),
    );
    await run('pbx.openReport');
    const json = vscode.Uri.joinPath(folder, 'report.json');
    const markdown = vscode.Uri.joinPath(folder, 'report.md');
    await run('pbx.saveReport', undefined, { json, markdown });
    const shown = trunkUri({ pbx: 'hq', trunkname: `${marker}-pbx1` });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(shown), { preview: false });
    documents.push(...(await textsOf('pbx-trunk')));
    const clipboard: string[] = [];
    for (const command of ['pbx.copyTrunkAsYaml', 'pbx.copyTrunkAsCurl']) {
      await run(command, { pbx: 'hq', trunkname: `${marker}-pbx1` });
      clipboard.push(await vscode.env.clipboard.readText());
    }
    for (const forms of echoes) {
      echoed = forms;
      results.push(await run('pbx.testConnection', { kind: 'pbx', name: 'hq' }));
    }
    const undone = (await run('pbx.undoLastRun', { confirm: false })) as ProvisionReport;
    results.push(undone);
    assert.ok(undone.outcomes.some(({ outcome }) => outcome === 'deleted'));

    // Written after all that came before.
    results.push(await addSipTrunk('nobody', { ...accountOnPbx(sent, 11), trunkname: `${marker}-last` }));
    const files = (await filesWith('PBX.log', `${marker}-last`)).filter(
      ([name]) => !name.includes('/User/History/'),
    );
    const inFolder = (name: string) => readFile(vscode.Uri.joinPath(folder, name).fsPath, 'utf8');
    const places: Record<string, string> = {
      results: JSON.stringify(results),
      documents: documents.join('\n'),
      clipboard: clipboard.join('\n'),
      'saved report': await inFolder('report.json'),
      'report as Markdown': await inFolder('report.md'),
      imported: await inFolder('imported.trunks.yaml'),
      log: files.flatMap(([name, content]) => (name.endsWith('PBX.log') ? [content] : [])).join('\n'),
      journal: files.flatMap(([name, content]) => (name.endsWith('.jsonl') ? [content] : [])).join('\n'),
      'other files of the editor': files.map(([, content]) => content).join('\n'),
    };
    for (const [place, text] of Object.entries(places)) {
      assert.ok(text.includes(marker), `The search does not reach: ${place}`);
    }
    assert.ok(
      (places['log'] ?? '').split(inLatin1(' | •••')).length > 25 * 20,
      'The log does not have what the PBX echoed',
    );
    const found = Object.entries(places).flatMap(([place, text]) =>
      planted.flatMap((secret, index) =>
        formsIn(text, secret).map((form) => `${index.toString()} ${form} in ${place}`),
      ),
    );
    assert.deepEqual(found, []);
  });
});

/** The texts of the open documents of a scheme, once there is one. */
async function textsOf(scheme: string): Promise<string[]> {
  const found = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
  if (found().length === 0) {
    await new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.scheme !== scheme) return;
        listener.dispose();
        resolve();
      });
    });
  }
  return found().map((document) => document.getText());
}
