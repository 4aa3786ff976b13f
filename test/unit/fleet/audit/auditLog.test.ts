import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { AuditLog } from '../../../../src/fleet/audit/auditLog.ts';
import { deleteTrunks } from '../../../../src/fleet/deletion/deleteTrunks.ts';
import { addAgain } from '../../../../src/fleet/deletion/addAgain.ts';
import { editOnPbx } from '../../../../src/fleet/editOnPbx.ts';
import { addTrunk } from '../../../../src/fleet/provision/provision.ts';
import { continueRun } from '../../../../src/fleet/provision/provisionFiles.ts';
import { provisionTask } from '../../../../src/fleet/tasks/provisionTask.ts';
import { undoLastRun } from '../../../../src/fleet/undo/undoRun.ts';
import { loadEditable } from '../../../../src/pbx/provision/editableTrunk.ts';
import { editedTrunk } from '../../../../src/pbx/provision/editTrunk.ts';
import { TestFleet } from '../../../support/fleet.ts';
import {
  assertKeepsSecrets,
  auditLines,
  kindsOf,
  provisionText,
  requestFor,
  trunkLines,
  untouched,
} from '../../../support/fleetRuns.ts';
import { plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';

const text = (count: number, host?: string) => `pbx: hq\ntrunks:\n${trunkLines(count, host)}`;

describe('the audit log', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
    seen = [];
  });
  afterEach(async () => {
    await fleet.end();
  });

  let seen: Record<string, string>[] = [];
  /** What the file tells since it was last asked, such as `provision t-01 added`. */
  const news = async () => {
    const lines = await auditLines(fleet);
    seen.push(...lines);
    if (fleet.auditFile !== undefined) await rm(fleet.auditFile, { force: true });
    return lines.map(({ action, trunkname, outcome, errno }) =>
      [action, trunkname, outcome, errno].filter((word) => word !== undefined).join(' '),
    );
  };

  it('has a line for each trunk that a run changed, whatever kind of run it is', async () => {
    await fleet.start('hq', {}, { trunks: [] });
    await provisionText(fleet, text(2));
    assert.deepEqual(await news(), ['provision t-01 added', 'provision t-02 added']);
    await provisionText(fleet, text(2));
    assert.deepEqual(await news(), [], 'unchanged');
    await provisionText(fleet, text(2, 'new.example.net'));
    assert.deepEqual(await news(), [], 'skipped');
    const report = await provisionText(fleet, text(3, 'new.example.net'), { update: true });
    assert.deepEqual(await news(), ['provision t-01 updated', 'provision t-03 added']);

    const deletion = await deleteTrunks(fleet, [{ pbx: 'hq', trunkname: 't-02' }], { signal: untouched });
    assert.deepEqual(await news(), ['delete t-02 deleted']);
    await continueRun(fleet, true);
    assert.deepEqual(await news(), ['continue t-02 added']);
    await deleteTrunks(fleet, [{ pbx: 'hq', trunkname: 't-02' }], { signal: untouched });
    await addAgain(fleet, deletion.deleted, { signal: untouched });
    assert.deepEqual(await news(), ['delete t-02 deleted', 'undo t-02 added']);
    const undone = await undoLastRun(fleet, true);
    assert.deepEqual((await news()).sort(), ['undo t-01 restored', 'undo t-02 deleted', 'undo t-03 deleted']);

    await addTrunk(fleet, 'hq', registerTrunk('by-form'));
    assert.deepEqual(await news(), ['add by-form added']);
    const uri = await fleet.file('task.yaml', text(1, 'third.example.net'));
    await provisionTask(fleet, requestFor(uri, { update: true }), true, untouched, () => undefined);
    assert.deepEqual(await news(), ['provision t-01 updated']);
    await assertKeepsSecrets(fleet, [report, undone, seen], [plantedPassword]);
    assert.deepEqual(fleet.auditTroubles, []);
  });

  it('has a line for what the edit form changed, and none for what it sent nothing of', async () => {
    const server = await fleet.start('hq', {}, { trunks: [] });
    await addTrunk(fleet, 'hq', registerTrunk('itsp'));
    await news();
    const opened = await fleet.pbxes.open('hq');
    assert.ok('pbx' in opened);
    const { pbx } = opened;
    const loaded = await loadEditable(pbx, 'itsp');
    assert.ok(!('problem' in loaded));
    const edited = editedTrunk(loaded, { ...loaded.existing, port: '5070', password: 'planted-new-4711' });
    assert.ok('trunk' in edited);
    await editOnPbx(fleet, pbx, loaded, edited.trunk);
    assert.equal(server.trunks.find('itsp')?.port, '5070');
    assert.deepEqual(await news(), ['edit itsp updated']);
    const conflict = await editOnPbx(fleet, pbx, loaded, edited.trunk);
    assert.ok('changed' in conflict);
    assert.deepEqual(await news(), []);
    await assertKeepsSecrets(fleet, seen, ['planted-new-4711', plantedPassword]);
  });

  it('tells when, what and who by the names of the contract, and has no secret', async () => {
    const secret = 'planted-errno-4711';
    fleet.redactor.add(secret);
    await fleet.start(
      'hq',
      {},
      {
        trunks: [],
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/add' ? { kind: 'errno', errno: '30001' } : undefined,
      },
    );
    const before = new Date().toISOString();
    await addTrunk(fleet, 'hq', registerTrunk('a'));
    fleet.audit.add('edit', { pbx: 'hq', trunkname: 'b', outcome: 'unknown', errno: `E ${secret}` });
    await addTrunk(fleet, 'nowhere', registerTrunk('c'));
    const lines = await auditLines(fleet);
    const { username: user } = userInfo();
    assert.deepEqual(
      lines.map((line) => Object.fromEntries(Object.entries(line).slice(1))),
      [
        { action: 'add', pbx: 'hq', trunkname: 'a', outcome: 'failed', errno: '30001', user },
        { action: 'edit', pbx: 'hq', trunkname: 'b', outcome: 'unknown', errno: 'E •••', user },
        { action: 'add', pbx: 'nowhere', trunkname: 'c', outcome: 'failed', user },
      ],
    );
    for (const { time = '' } of lines) assert.ok(time >= before && time <= new Date().toISOString(), time);
    assert.deepEqual(Object.keys(lines[0] ?? {})[0], 'time');
    await assertKeepsSecrets(fleet, lines, [secret, plantedPassword]);
    const file = fleet.auditFile ?? '';
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('keeps hostile names on their own line, and unseen characters legible', async () => {
    const trunkname = 'a\n{"x":1}\u202e\u009b31m\u{e0041}"';
    fleet.audit.add('delete', { pbx: 'hq\r', trunkname, outcome: 'unknown' });
    await fleet.audit.settled();
    const [line, ...others] = await auditLines(fleet);
    assert.deepEqual([line?.['pbx'], line?.['trunkname'], others], ['hq\r', trunkname, []]);
    const written = await readFile(fleet.auditFile ?? '', 'utf8');
    assert.match(written, /^[\x20-\x7e]+\n$/);
  });

  it('adds to what is there, and changes nothing of it', async () => {
    const file = (fleet.auditFile = join(fleet.path, 'own.jsonl'));
    await writeFile(file, '{"mine":1}\n');
    fleet.audit.add('add', { pbx: 'hq', trunkname: 'a', outcome: 'added' });
    await fleet.audit.settled();
    await appendFile(file, '{"mine":2}\n');
    fleet.audit.add('add', { pbx: 'hq', trunkname: 'b', outcome: 'added' });
    await fleet.audit.settled();
    const lines = await auditLines(fleet);
    assert.deepEqual(
      lines.map(({ mine, trunkname }) => mine ?? trunkname),
      [1, 'a', 2, 'b'],
    );
  });

  it('is shared by processes that write at the same time, each line whole', async () => {
    const program = join(fleet.path, 'writer.mjs');
    await build({
      stdin: {
        contents: `
          import { Redactor } from './src/core/redaction/redact.ts';
          import { AuditLog } from './src/fleet/audit/auditLog.ts';
          const [path, own] = process.argv.slice(2);
          const log = new AuditLog({ path: () => ({ path }), redactor: new Redactor(), tellTrouble: (words) => { throw new Error(words); } });
          for (let count = 0; count < 500; count += 1) {
            log.add('add', { pbx: own, trunkname: own.repeat(count) + '-' + count, outcome: 'added' });
            if (count % 7 === 0) await log.settled();
          }
          await log.settled();`,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    const file = fleet.auditFile ?? '';
    const writers = ['a', 'b', 'c'];
    await Promise.all(writers.map((own) => promisify(execFile)(process.execPath, [program, file, own])));
    const lines = await auditLines(fleet);
    for (const own of writers) {
      assert.deepEqual(
        lines.filter(({ pbx }) => pbx === own).map(({ trunkname }) => trunkname),
        Array.from({ length: 500 }, (_, count) => `${own.repeat(count)}-${count}`),
      );
    }
    assert.equal(lines.length, 1500);
  });

  describe('where the file cannot be written', () => {
    const cases: [string, () => Promise<string>, RegExp][] = [
      [
        'since a folder of it is a file',
        async () => {
          await writeFile(join(fleet.path, 'file'), '');
          return join(fleet.path, 'file', 'audit.jsonl');
        },
        /ENOTDIR|EEXIST/,
      ],
      [
        'since it is a folder',
        async () => {
          await mkdir(join(fleet.path, 'folder'));
          return join(fleet.path, 'folder');
        },
        /EISDIR/,
      ],
      [
        'since it is a pipe that nobody reads',
        () => {
          const pipe = join(fleet.path, 'pipe');
          execFileSync('mkfifo', [pipe]);
          return Promise.resolve(pipe);
        },
        /ENXIO/,
      ],
      ['since the disk is full', () => Promise.resolve('/dev/full'), /ENOSPC/],
    ];
    for (const [name, make, reason] of cases) {
      it(`${name}, the run goes on, and it is said once`, async function () {
        if (process.platform === 'win32' && /pipe|full/.test(name)) this.skip();
        fleet.auditFile = await make();
        await fleet.start('hq', {}, { trunks: [] });
        assert.deepEqual(kindsOf(await provisionText(fleet, text(3))), ['added']);
        assert.deepEqual(kindsOf(await provisionText(fleet, text(4), { update: true })), [
          'added',
          'unchanged',
        ]);
        assert.equal(fleet.auditTroubles.length, 1);
        assert.match(fleet.auditTroubles[0] ?? '', reason);
        assert.match(fleet.auditTroubles[0] ?? '', /pbx\.auditLog/);
        fleet.auditFile = join(fleet.path, 'now', 'audit.jsonl');
        await provisionText(fleet, text(5));
        assert.deepEqual(await news(), ['provision t-05 added']);
      });
    }
  });

  it('says once why a path cannot be used, and writes nothing', async () => {
    const told: string[] = [];
    const log = new AuditLog({
      path: () => ({ problem: 'No folder.' }),
      redactor: fleet.redactor,
      tellTrouble: (words) => told.push(words),
    });
    log.add('add', { pbx: 'hq', trunkname: 'a', outcome: 'added' });
    log.add('add', { pbx: 'hq', trunkname: 'b', outcome: 'added' });
    await log.settled();
    assert.deepEqual(told, ['No folder.']);
  });

  it('is off without a path', async () => {
    fleet.auditFile = undefined;
    await fleet.start('hq', {}, { trunks: [] });
    assert.deepEqual(kindsOf(await provisionText(fleet, text(1))), ['added']);
    assert.deepEqual([fleet.auditTroubles, await auditLines(fleet)], [[], []]);
  });
});
