import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import * as vscode from 'vscode';
import type { Fault, Intercept } from '../../src/demo/fault.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { addSipTrunk, Lab, type LabConnection, type LabPbx } from './lab.ts';

const second = 1000;
const peer = (trunkname: string): SipTrunk => ({
  trunkname,
  trunktype: 'peer',
  host: '172.16.108.16',
  port: '5060',
});

/** A PBX of the lab that tells of each request as it comes, and whose answers a test can hold or change. */
interface WatchedPbx extends LabPbx {
  /** Waits until an endpoint has been asked so many times more. */
  asked(endpoint: string, times?: number): Promise<void>;
  answer: Intercept | undefined;
}

/** Holds the answers to an endpoint until they are let go. */
function hold(endpoint: string): { answer: Intercept; letGo: (fault?: Fault) => void } {
  let letGo: (fault?: Fault) => void = () => undefined;
  const held = new Promise<Fault | undefined>((resolve) => (letGo = resolve));
  return { answer: (request) => (request.endpoint === endpoint ? held : undefined), letGo };
}

/** An answer to trunklist/query with these trunks. */
function list(...names: string[]): Fault {
  const trunkname = names.map((name) => ({ trunkname: name, status: 'Registered', type: 'SIP' }));
  return { kind: 'raw', body: JSON.stringify({ status: 'Success', trunkname }) };
}

describe('the live status in the sidebar', () => {
  const lab = new Lab();
  const setInterval = (seconds: number | undefined) =>
    vscode.workspace
      .getConfiguration('pbx')
      .update('refreshInterval', seconds, vscode.ConfigurationTarget.Global);

  const setWatch = (watch: string | undefined) =>
    vscode.workspace.getConfiguration('pbx').update('watch', watch, vscode.ConfigurationTarget.Global);

  before(() => setInterval(1));
  after(() => setInterval(undefined));
  afterEach(async () => {
    await setWatch(undefined);
    await vscode.commands.executeCommand('workbench.view.explorer');
    await lab.end();
  });

  async function start(
    name: string,
    connection: LabConnection = {},
    now: () => number = Date.now,
  ): Promise<WatchedPbx> {
    const events = new EventEmitter();
    const intercept: Intercept = (request) => {
      const fault = pbx.answer?.(request);
      events.emit(request.endpoint);
      return fault;
    };
    const trunks = [peer(`${name}-one`), peer(`${name}-two`)];
    const pbx: WatchedPbx = Object.assign(await lab.start(name, connection, { trunks, intercept, now }), {
      asked: async (endpoint: string, times = 1) => {
        for (let time = 0; time < times; time += 1) await once(events, endpoint);
      },
      answer: undefined,
    });
    await lab.signIn(name);
    return pbx;
  }

  /** Opens the sidebar with these two PBXes expanded; each has been asked for its trunks then. */
  async function show(first: WatchedPbx, last: WatchedPbx): Promise<void> {
    const shown = (pbx: WatchedPbx) => pbx.count('siptrunk/query') > 0;
    while (!shown(first) || !shown(last)) {
      await vscode.commands.executeCommand('pbx.explorer.focus');
      for (const row of ['list.focusFirst', 'list.focusLast']) {
        await vscode.commands.executeCommand(row);
        await vscode.commands.executeCommand('list.expand');
      }
    }
  }

  it('is asked for once per PBX and interval, and nothing else is', async () => {
    const json = await start('a-json');
    const xml = await start('b-xml', { format: 'xml' });
    await show(json, xml);
    await Promise.all([json.asked('trunklist/query'), xml.asked('trunklist/query')]);
    const order: string[] = [];
    // The timers of one process go off in their order, however slow it is; the first of the four could come at any moment.
    setTimeout(() => order.push('time'), 2.5 * second);
    await Promise.all(
      [json, xml].map(async (pbx) => {
        const before = pbx.requests.length;
        await pbx.asked('trunklist/query', 4);
        order.push('asked');
        assert.deepEqual(
          pbx.requests.slice(before).map(({ endpoint }) => endpoint),
          Array(4).fill('trunklist/query'),
        );
      }),
    );
    assert.deepEqual(order, ['time', 'asked', 'asked']);
  });

  it('is asked for though nobody has opened the PBX, and then nothing else is', async () => {
    const hq = await start('a-hq');
    await vscode.commands.executeCommand('pbx.explorer.focus');
    await hq.asked('trunklist/query', 2);
    assert.equal(hq.count('siptrunk/query'), 0);
  });

  it('is asked for by nobody’s doing where that is switched off', async () => {
    await setWatch('off');
    const hq = await start('a-hq');
    const other = await start('b-other');
    await show(hq, other);
    const before = hq.count('trunklist/query');
    // What happens meanwhile takes more than two intervals.
    other.answer = ({ endpoint }) =>
      endpoint === 'siptrunk/add' ? { kind: 'delay', ms: 2.5 * second } : undefined;
    assert.equal((await addSipTrunk('b-other', peer('b-new'))).outcome, 'added');
    assert.equal(hq.count('trunklist/query'), before);
  });

  it('is asked for while the sidebar is hidden where it always is', async () => {
    await setWatch('always');
    const hq = await start('a-hq');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await hq.asked('trunklist/query', 3);
    assert.equal(hq.count('siptrunk/query'), 0);
  });

  it('is not asked for again while an answer is awaited, and that holds up no other PBX', async () => {
    const slow = await start('a-slow');
    const other = await start('b-other', { format: 'xml' });
    await show(slow, other);
    const { answer, letGo } = hold('trunklist/query');
    slow.answer = answer;
    await slow.asked('trunklist/query');
    const before = slow.count('trunklist/query');
    await other.asked('trunklist/query', 3);
    assert.equal(slow.count('trunklist/query'), before);
    const next = slow.asked('trunklist/query');
    slow.answer = undefined;
    letGo();
    await next;
  });

  it('brings the trunks anew when it names one that is not shown', async () => {
    const hq = await start('a-hq');
    await show(hq, await start('b-other'));
    const loaded = hq.asked('siptrunk/query');
    hq.answer = ({ endpoint }) =>
      endpoint === 'trunklist/query' ? list('a-hq-one', 'a-hq-two', 'added-elsewhere') : undefined;
    await loaded;
  });

  it('is dropped when it was asked for before a refresh', async () => {
    const hq = await start('a-hq');
    await show(hq, await start('b-other'));
    await hq.asked('trunklist/query', 2);
    const { answer, letGo } = hold('trunklist/query');
    hq.answer = answer;
    await hq.asked('trunklist/query');
    hq.answer = undefined;
    const refreshed = hq.asked('siptrunk/query');
    await vscode.commands.executeCommand('pbx.refresh', { pbx: 'a-hq' });
    await refreshed;
    const loads = hq.count('siptrunk/query');
    letGo(list('a-hq-one', 'a-hq-two', 'of-a-stale-answer'));
    await hq.asked('trunklist/query', 3);
    assert.equal(hq.count('siptrunk/query'), loads);
  });

  it('is not asked for while the sidebar is hidden, and at once when it is shown again', async () => {
    const hq = await start('a-hq');
    const other = await start('b-other');
    await show(hq, other);
    await hq.asked('trunklist/query');
    await vscode.commands.executeCommand('workbench.view.explorer');
    // What happens meanwhile takes more than two intervals.
    other.answer = ({ endpoint }) =>
      endpoint === 'siptrunk/add' ? { kind: 'delay', ms: 2.5 * second } : undefined;
    const added = addSipTrunk('b-other', peer('b-new'));
    await other.asked('siptrunk/add');
    const before = hq.count('trunklist/query');
    assert.equal((await added).outcome, 'added');
    assert.equal(hq.count('trunklist/query'), before);
    const next = hq.asked('trunklist/query');
    await vscode.commands.executeCommand('pbx.explorer.focus');
    await next;
  });

  it('never signs in again after the PBX refused that', async () => {
    let now = Date.now();
    const hq = await start('a-hq', {}, () => now);
    const other = await start('b-other');
    await show(hq, other);
    await hq.asked('trunklist/query');
    hq.answer = ({ endpoint }) => (endpoint === 'login' ? { kind: 'errno', errno: '20003' } : undefined);
    const refused = hq.asked('login');
    now += 31 * 60 * second;
    await refused;
    const before = hq.requests.length;
    await other.asked('trunklist/query', 3);
    assert.equal(hq.count('login'), 2);
    assert.equal(hq.requests.length, before);
  });
});
