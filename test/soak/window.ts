/** One window of the editor without the editor: it changes trunks of its own names on all PBXes until it is told to end. */
import { planFiles } from '../../src/fleet/plan/planFiles.ts';
import { provisionFiles } from '../../src/fleet/provision/provisionFiles.ts';
import { undoLastRun } from '../../src/fleet/undo/undoRun.ts';
import { BoxLock } from '../../src/pbx/locks/boxLock.ts';
import { MachineLock } from '../../src/pbx/locks/machineLock.ts';
import { TestFleet } from '../support/fleet.ts';
import { requestFor } from '../support/fleetRuns.ts';
import type { FromWindow, ToWindow, WindowStart } from './messages.ts';
import { Random } from './random.ts';

const { name, seed, urls, locks } = JSON.parse(process.argv[2] ?? '') as WindowStart;
const random = new Random(seed);
const warnings: string[] = [];
const rejections: string[] = [];
process.on('warning', (warning) => warnings.push(String(warning)));
process.on('unhandledRejection', (reason) => rejections.push(String(reason)));

const lock = new BoxLock(
  new MachineLock(locks, { showLifeEvery: 5000, lookEvery: 20, abandonedAfter: 30_000 }),
);
const fleet = await TestFleet.create(lock);
fleet.timeoutMs = 1000;
for (const [pbx, url] of Object.entries(urls)) {
  fleet.configure(pbx, { url });
  await fleet.signIn(pbx);
}
const trunknames = Array.from({ length: 12 }, (_, index) => `${name}-${index.toString()}`);
let round = 0;

/** One thing that a person does; returns what it came to, with the hosts that were asked for. */
async function act(): Promise<Pick<FromWindow & { kind: 'done' }, 'action' | 'hosts' | 'outcomes'>> {
  round += 1;
  // What a test looks at later would count as growth.
  fleet.lines.length = 0;
  fleet.changedPbxes.length = 0;
  const action = random.pick(['provision', 'provision', 'update', 'undo', 'poll', 'plan']);
  const names = random.some(trunknames, 50);
  const hosts = Object.fromEntries(names.map((trunkname) => [trunkname, `h${round.toString()}.example.net`]));
  const targets = random.some(Object.keys(urls), 40);
  if (action === 'undo') return { action, hosts: {}, outcomes: (await undoLastRun(fleet, true)).outcomes };
  if (action === 'poll') {
    for (const target of targets) {
      const opened = await fleet.pbxes.open(target);
      // A PBX that fails is asked again some time.
      if ('pbx' in opened) await opened.pbx.statuses().catch(() => undefined);
    }
    return { action, hosts: {}, outcomes: [] };
  }
  const lines = names.map(
    (one) => `  - {trunkname: ${one}, trunktype: peer, host: ${hosts[one] ?? ''}, port: 5060}\n`,
  );
  const uri = await fleet.file('trunks.yaml', `pbx: [${targets.join(', ')}]\ntrunks:\n${lines.join('')}`);
  if (names.length === 0 || targets.length === 0) return { action, hosts: {}, outcomes: [] };
  const request = requestFor(uri, { update: action === 'update' });
  if (action === 'plan') {
    await planFiles(fleet, request, true);
    return { action, hosts: {}, outcomes: [] };
  }
  return { action, hosts, outcomes: (await provisionFiles(fleet, request, true)).outcomes };
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const send = (message: FromWindow) => process.send?.(message);
process.on('message', (order: ToWindow) => {
  void (async () => {
    if (order === 'go') {
      send({ kind: 'done', ...(await act()), heap: heap() });
      return;
    }
    await fleet.end();
    // Closed sockets are gone with the next turns of the event loop.
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    const sockets = process.getActiveResourcesInfo().filter((kind) => /^(TCP|TLS)/.test(kind)).length;
    send({ kind: 'ended', heap: heap(), sockets, warnings, rejections });
    process.disconnect();
  })();
});
