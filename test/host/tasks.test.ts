import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Lab, provision, short, type LabPbx } from './lab.ts';
import { untilTrue } from '../support/untilTrue.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

const peerYaml = (pbx: string, ...names: string[]) =>
  `pbx: ${pbx}\ntrunks:\n${names.map((name) => `  - {trunkname: ${name}, trunktype: peer, host: h, port: 5060}\n`).join('')}`;

/** Every task of the tests, by its label in tasks.json. */
const definitions: Record<string, object> = {
  'plan a': { task: 'plan', files: 'a.trunks.yaml' },
  'provision all': { task: 'provision', files: ['*.trunks.yaml'] },
  'provision a': { task: 'provision', files: '${workspaceFolder}/a.trunks.yaml', pbx: ['hq'] },
  'update a': { task: 'provision', files: 'a.trunks.yaml', update: true },
  'provision elsewhere': { task: 'provision', files: 'a.trunks.yaml', pbx: 'nowhere' },
  'plan nothing': { task: 'plan', files: 'nowhere/*.trunks.yaml' },
  'plan nobody': { task: 'plan' },
  'drift of all': { task: 'drift', files: ['.'] },
  'export hq': { task: 'export', pbx: 'hq', folder: 'exported' },
  'do something': { task: 'something', files: 'a.trunks.yaml' },
};

/** The editor reads tasks.json once it has noticed that it is there. */
async function findTask(label: string): Promise<vscode.Task> {
  for (;;) {
    const tasks = await vscode.tasks.fetchTasks({ type: 'pbx' });
    const task = tasks.find(({ name }) => name === label);
    if (task) return task;
  }
}

/** Runs a task of tasks.json to its end. @returns its exit code. */
async function runTask(label: string): Promise<number | undefined> {
  const task = await findTask(label);
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== label) return;
      listener.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return await ended;
}

/** Waits until a file has these problems, as lines such as `3:17 Error hq · a: failed`, cut where `…` stands. */
async function untilProblems(uri: vscode.Uri, ...expected: string[]): Promise<void> {
  const fits = () => {
    const found = vscode.languages.getDiagnostics(uri).map(({ range: { start }, severity, message }) => {
      const place = `${(start.line + 1).toString()}:${(start.character + 1).toString()}`;
      return `${place} ${vscode.DiagnosticSeverity[severity]} ${message}`;
    });
    return (
      found.length === expected.length &&
      expected.every((line) => found.some((one) => one.startsWith(line.replace(/…$/, ''))))
    );
  };
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!fits()) return;
      listener.dispose();
      resolve();
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

describe('a task of type pbx', () => {
  const lab = new Lab();
  const files = new WorkspaceFiles();
  /** Holds the answers to adds back. */
  let held: Promise<undefined> | undefined;
  let pbx: LabPbx;

  beforeEach(async () => {
    held = undefined;
    pbx = await lab.start(
      'hq',
      {},
      { intercept: ({ endpoint }) => (endpoint === 'siptrunk/add' ? held : undefined) },
    );
    await lab.signIn('hq');
    const tasks = Object.entries(definitions).map(([label, one]) => ({ type: 'pbx', label, ...one }));
    await files.write('.vscode/tasks.json', JSON.stringify({ version: '2.0.0', tasks }));
  });
  afterEach(async () => {
    await lab.end();
    await files.remove();
  });

  it('plans and provisions, and its exit code says whether there was anything to do', async () => {
    await files.write('a.trunks.yaml', peerYaml('hq', 'a', 'b'));
    assert.equal(await runTask('plan a'), 1);
    assert.equal(pbx.count('siptrunk/add'), 0);
    assert.equal(await runTask('provision all'), 1);
    assert.deepEqual(
      pbx.trunks.all().map(({ trunkname }) => trunkname),
      ['a', 'b'],
    );
    assert.equal(await runTask('provision a'), 0);
    assert.equal(await runTask('plan a'), 0);
    const uri = await files.write('a.trunks.yaml', peerYaml('hq', 'a', 'b').replace('5060', '5061'));
    assert.equal(await runTask('provision a'), 2);
    await untilProblems(uri, '3:17 Warning hq · a: skipped — …');
    assert.equal(await runTask('update a'), 1);
    await untilProblems(uri);
    assert.equal(pbx.trunks.find('a')?.port, '5061');
  });

  it('finds drift, and writes what PBXes have', async () => {
    const uri = await files.write('sites/a.trunks.yaml', peerYaml('hq', 'a'));
    assert.equal(await runTask('drift of all'), 1);
    await untilProblems(uri, '3:17 Warning hq · a: missing');
    assert.deepEqual(short(await provision(uri)), ['hq/a added']);
    assert.equal(await runTask('drift of all'), 0);
    await untilProblems(uri);
    assert.equal(await runTask('export hq'), 1);
    assert.equal(await runTask('export hq'), 0);
    const { steps } = await vscode.commands.executeCommand<{ steps: object[] }>('pbx.planTrunks', {
      files: 'exported/hq.trunks.yaml',
      show: false,
    });
    assert.deepEqual(steps, [{ pbx: 'hq', trunkname: 'a', action: 'none' }]);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('ends with 2 where anything is wrong, asks nobody, and marks the place', async () => {
    const uri = await files.write('a.trunks.yaml', peerYaml('hq', 'a').replace('5060', '70000'));
    assert.equal(await runTask('provision all'), 2);
    await untilProblems(uri, '3:52 Error port must be…');
    await files.write('a.trunks.yaml', peerYaml('hq', 'a'));
    assert.equal(await runTask('provision elsewhere'), 2);
    await untilProblems(uri, '3:17 Error nowhere · a: failed — …');
    for (const label of ['plan nothing', 'plan nobody', 'do something']) {
      assert.equal(await runTask(label), 2, label);
    }
    await files.write('a.trunks.yaml', peerYaml('hq', 'a').replace('h,', '"${secret:nobody-has-it}",'));
    assert.equal(await runTask('provision a'), 2);
    await files.write('a.trunks.yaml', peerYaml('hq', 'a'));
    await vscode.commands.executeCommand('pbx.signOut', { pbx: 'hq' });
    for (const label of ['plan a', 'provision a', 'drift of all', 'export hq']) {
      assert.equal(await runTask(label), 2, label);
    }
    assert.equal(pbx.count('siptrunk/query') + pbx.count('siptrunk/add'), 0);
  });

  it('is cancelled when its terminal is closed, and waits for what is under way', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const uri = await files.write('a.trunks.yaml', peerYaml('hq', ...names));
    let release = (): void => undefined;
    held = new Promise((resolve) => {
      release = () => {
        resolve(undefined);
      };
    });
    const ended = new Promise<void>((resolve) => {
      const listener = vscode.tasks.onDidEndTask(({ execution }) => {
        if (execution.task.name !== 'provision a') return;
        listener.dispose();
        resolve();
      });
    });
    const execution = await vscode.tasks.executeTask(await findTask('provision a'));
    await untilTrue(() => pbx.count('siptrunk/add') > 0);
    execution.terminate();
    await ended;
    release();
    held = undefined;
    // It waits for the end of the run before it.
    assert.deepEqual(short(await provision(uri)), [
      'hq/a unchanged',
      ...names.slice(1).map((name) => `hq/${name} added`),
    ]);
  });

  it('is offered for a folder with trunk files: plan and drift, nothing that changes a PBX', async () => {
    const offered = async () =>
      (await vscode.tasks.fetchTasks({ type: 'pbx' }))
        .filter(({ name }) => !(name in definitions))
        .map(({ name, definition }) => [name, definition['task'] as unknown]);
    assert.deepEqual(await offered(), []);
    await files.write('sites/a.trunks.yaml', peerYaml('hq', 'a'));
    assert.deepEqual(await offered(), [
      ['plan', 'plan'],
      ['drift', 'drift'],
    ]);
    assert.equal(await runTask('plan'), 1);
    assert.equal(await runTask('drift'), 1);
  });
});
