import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ProvisionReport } from '../../src/core/outcome.ts';
import { Lab, provision, type LabConnection } from './lab.ts';
import { apply, completionsAt, fixesAt, hoverAt, problemOf } from './language.ts';
import { userFiles } from './userFiles.ts';

const planted = {
  'API password': 'pl4nted-Host-Api-Passw0rd',
  'wrong API password': 'pl4nted-Host-Wr0ng-Passw0rd',
  'password in the YAML': 'pl4nted-Host-Yaml-Passw0rd',
  'password in quotes': 'pl4nted "Host" <Quoted> & \\Passw0rd',
  'password moved to the secret storage': 'pl4nted-Host-M0ved-Passw0rd',
  'environment variable': 'pl4nted-Host-Env-Passw0rd',
  'password on the PBX': 'pl4nted-Host-0ld-Passw0rd',
  'new password of an update': 'pl4nted-Host-New-Passw0rd',
};

/** In every place that is searched, so that a search in the wrong place does not go unnoticed. */
const marker = 'planted-trunk';
const account = (name: string, password: string) =>
  `  - trunkname: ${marker}-${name}\n    trunktype: account\n    username: 6100\n    authname: 6100\n    password: ${password}\n`;
const text =
  `pbx: hq\ntrunks:\n${account('moved', planted['password moved to the secret storage'])}` +
  account('plain', planted['password in the YAML']) +
  account('quoted', `'${planted['password in quotes']}'`) +
  account('env', '${env:PBX_TRUNKS_PLANTED}') +
  account('itsp', planted['new password of an update']) +
  account('echo', planted['password in the YAML']) +
  account('after', planted['password in the YAML']);

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);
const md5 = (secret: string) => createHash('md5').update(secret).digest('hex');

/** All ways in which a secret might be written down. */
function disguises(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    secret.replace(/[\\`*_{}[\]<>|~#&$]/g, '\\$&'),
    Buffer.from(secret).toString('base64'),
  ];
}

describe('secrets of a plan and its run', () => {
  const lab = new Lab();
  afterEach(async () => {
    delete process.env['PBX_TRUNKS_PLANTED'];
    await lab.end();
  });

  for (const [dialect, connection] of [
    ['JSON', {}],
    ['XML', { format: 'xml' }],
    ['v1.1.0', { apiVersion: 'v1.1.0' }],
  ] satisfies [string, LabConnection][]) {
    it(`are nowhere in plan, diff, report, journal, diagnostics, log and results, in ${dialect}`, async () => {
      process.env['PBX_TRUNKS_PLANTED'] = planted['environment variable'];
      let echoes = true;
      const pbx = await lab.start('hq', connection, {
        password: planted['API password'],
        trunks: [
          {
            trunkname: `${marker}-itsp`,
            trunktype: 'account',
            username: '6100',
            authname: '6100',
            password: planted['password on the PBX'],
          },
        ],
        intercept: ({ endpoint, body, query }) =>
          echoes && endpoint === 'siptrunk/add' && body.includes(`${marker}-echo`)
            ? { kind: 'raw', status: 500, body: `<html>${query.toString()} ${body}</html>` }
            : undefined,
      });
      const results: unknown[] = [
        await run('pbx.signIn', { pbx: 'hq', password: planted['wrong API password'] }),
        await run('pbx.signIn', { pbx: 'hq', password: planted['API password'] }),
      ];
      const uri = await lab.file('trunks.yaml', text);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const { range } = await problemOf(uri, 'plain-password');
      const seen: Record<string, string[]> = { diagnostics: [], 'what the editor offers': [] };
      const look = () => seen['diagnostics']?.push(JSON.stringify(vscode.languages.getDiagnostics(uri)));
      look();
      const fixes = await fixesAt(uri, range);
      const offered = [...fixes.values(), ...(await completionsAt(uri, range.start))];
      seen['what the editor offers']?.push(JSON.stringify(offered), await hoverAt(uri, range.start));
      await apply(fixes.get('Move this password to the secret storage'));
      await document.save();
      assert.ok(!document.getText().includes(planted['password moved to the secret storage']));

      results.push(await run('pbx.planTrunks', uri, { show: false }), await run('pbx.planTrunks', uri));
      const plans = await documentsOf('pbx-plan', 2);
      look();
      const report = await provision(uri, { update: true });
      assert.deepEqual(
        report.outcomes.map(({ outcome }) => outcome),
        ['added', 'added', 'added', 'added', 'updated', 'failed', 'added'],
      );
      await run('pbx.openReport');
      const saved = await savedReport(uri);
      echoes = false;
      const continued = await run('pbx.continueLastRun', { confirm: false });
      assert.equal(pbx.trunks.all().length, 7);
      const undone = (await run('pbx.undoLastRun', { confirm: false })) as ProvisionReport;
      assert.equal(undone.outcomes.filter(({ outcome }) => outcome === 'deleted').length, 6);
      assert.equal(pbx.trunks.find(`${marker}-itsp`)?.password, planted['password on the PBX']);
      results.push(report, continued, undone);
      await run('pbx.openReport');
      const undoReport = await savedReport(uri);

      // The editor keeps earlier versions of the very file that they stand in.
      const files = (await userFiles()).filter(([name]) => !name.includes('/User/History/'));
      const journal = files.filter(([name]) => name.endsWith('.jsonl'));
      const log = files.filter(([name]) => name.endsWith('PBX.log'));
      const places: Record<string, string[]> = {
        ...seen,
        'results of commands': results.map((one) => JSON.stringify(one)),
        plan: plans,
        'saved report': saved,
        'report of the undo': undoReport,
        journal: journal.map(([, content]) => content),
        log: log.map(([, content]) => content),
        'files of the editor': files.map(([, content]) => content),
      };
      for (const place of [
        'results of commands',
        'plan',
        'saved report',
        'report of the undo',
        'journal',
        'log',
      ]) {
        assert.ok(
          places[place]?.some((content) => content.includes(marker)),
          `The search does not reach the ${place}`,
        );
      }
      assert.match(seen['diagnostics']?.join('') ?? '', /plain text[^]*On hq: exists, password differs/);

      const tokens = pbx.requests.map(({ query }) => query.get('token')).filter((token) => token !== null);
      assert.ok(tokens.length > 0);
      const needles = {
        ...planted,
        'MD5 of the API password': md5(planted['API password']),
        'MD5 of the wrong password': md5(planted['wrong API password']),
        ...Object.fromEntries([...new Set(tokens)].map((token) => [`token ${token}`, token])),
      };
      const found = Object.entries(places).flatMap(([place, contents]) =>
        Object.entries(needles)
          .filter(([, secret]) =>
            disguises(secret).some((form) => contents.some((content) => content.includes(form))),
          )
          .map(([what]) => `${what} in ${place}`),
      );
      assert.deepEqual(found, []);
    });
  }
});

/** The texts of at least so many open documents of a scheme, once they are there. */
async function documentsOf(scheme: string, count: number): Promise<string[]> {
  for (;;) {
    const found = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
    if (found.length >= count) return found.map((document) => document.getText());
    await delay(50);
  }
}

/** The report in front, in both forms in which it can be saved. */
async function savedReport(trunkFile: vscode.Uri): Promise<string[]> {
  const json = vscode.Uri.joinPath(trunkFile, '../report.json');
  const markdown = vscode.Uri.joinPath(trunkFile, '../report.md');
  await run('pbx.saveReport', undefined, { json, markdown });
  return await Promise.all([json, markdown].map(({ fsPath }) => readFile(fsPath, 'utf8')));
}
