/** The PBXes of a soak, and the judge of its windows: what a window says of a trunk must be what the PBX has. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TrunkOutcome } from '../../src/core/outcome.ts';
import type { Fault } from '../../src/demo/fault.ts';
import { startObservedPbx, type ObservedPbx } from '../support/observedPbx.ts';
import type { FromWindow, ToWindow, WindowStart } from './messages.ts';
import { Random } from './random.ts';

const [folder = '', minutes = '', seedText = ''] = process.argv.slice(2);
const seed = Number(seedText);
const random = new Random(seed);
const until = Date.now() + Number(minutes) * 60_000;
const faults: Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncate' },
  { kind: 'truncate', bytes: 0 },
  { kind: 'hang', when: 'after' },
  { kind: 'hang', when: 'before' },
  { kind: 'raw', body: '<html>busy</html>' },
  { kind: 'raw', status: 502, body: '' },
  { kind: 'errno', errno: '20004' },
  { kind: 'errno', errno: '20010' },
  { kind: 'delay', ms: 30 },
];

const boxes = new Map<string, ObservedPbx>();
const duplicates: string[] = [];
const wrong: string[] = [];
const counts = new Map<string, number>();

for (let number = 1; number <= 20; number += 1) {
  const name = `pbx-${number.toString()}`;
  const box: ObservedPbx = await startObservedPbx({
    connection: number % 2 === 0 ? 'close' : 'keep-alive',
    intercept: ({ endpoint, fields }) => {
      const trunkname = fields?.get('trunkname') ?? '';
      if (endpoint === 'siptrunk/add' && box.trunks.find(trunkname)) duplicates.push(`${name}/${trunkname}`);
      // A login whose answer is lost may lock this computer out, and a soak of refusals shows nothing.
      return endpoint !== 'login' && random.chance(5) ? random.pick(faults) : undefined;
    },
  });
  boxes.set(name, box);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What the PBXes have of a window's trunks, by PBX and name. */
function trunksOf(window: string): Map<string, string | undefined> {
  return new Map(
    [...boxes].flatMap(([pbx, { trunks }]) =>
      trunks
        .all()
        .filter(({ trunkname }) => trunkname.startsWith(`${window}-`))
        .map(({ trunkname, host }) => [`${pbx}/${trunkname}`, host]),
    ),
  );
}

/** Why an outcome is not true; undefined when it is. */
function lie(
  { pbx, trunkname, outcome }: TrunkOutcome,
  before: Map<string, string | undefined>,
  now: Map<string, string | undefined>,
  wanted: string | undefined,
): string | undefined {
  const key = `${pbx}/${trunkname}`;
  const is = now.get(key);
  const was = before.get(key);
  const isTrue = (): boolean => {
    switch (outcome) {
      case 'unknown':
        return true;
      case 'added':
      case 'updated':
        return is === wanted;
      case 'deleted':
        return is === undefined;
      case 'restored':
        return is !== undefined;
      case 'unchanged':
        return is === (wanted ?? was);
      case 'skipped':
      case 'failed':
        return is === was;
    }
  };
  if (isTrue()) return undefined;
  return `${key} ${outcome}: was ${String(was)}, is ${String(is)}, wanted ${String(wanted)}`;
}

/** Runs a window to its end. @returns its heap early on and at the end, in bytes, and what it left behind. */
async function soak(name: string, number: number) {
  const urls = Object.fromEntries([...boxes].map(([pbx, { url }]) => [pbx, url]));
  const start: WindowStart = { name, seed: seed + number, urls, locks: join(folder, 'locks') };
  const child: ChildProcess = fork(join(import.meta.dirname, 'window.mjs'), [JSON.stringify(start)], {
    execArgv: ['--expose-gc'],
  });
  const exit = once(child, 'exit');
  const tell = (order: ToWindow) => child.send(order);
  const heaps: number[] = [];
  let before = trunksOf(name);
  tell('go');
  for (;;) {
    const [message] = (await Promise.race([once(child, 'message'), exit.then(() => [undefined])])) as [
      FromWindow | undefined,
    ];
    if (!message) throw new Error(`${name} ended by itself`);
    if (message.kind === 'ended') {
      await exit;
      return { ...message, heaps };
    }
    const now = trunksOf(name);
    for (const outcome of message.outcomes) {
      const kind = `${message.action} ${outcome.outcome}`;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const found = lie(outcome, before, now, message.hosts[outcome.trunkname]);
      if (found !== undefined) wrong.push(found);
    }
    heaps.push(message.heap);
    before = now;
    tell(Date.now() < until ? 'go' : 'end');
  }
}

say(`seed ${seedText}, ${minutes} minutes, 20 PBXes, 2 windows`);
const ended = await Promise.all([soak('left', 1), soak('right', 2)]);
const requests = [...boxes.values()].reduce((sum, box) => sum + box.requests.length, 0);
await Promise.all([...boxes.values()].map((box) => box.stop()));

const middle = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
/** How much more heap the last tenth of a window's actions had than the second, in percent. */
const growth = ended.map(({ heaps }) => {
  const tenth = Math.ceil(heaps.length / 10);
  const early = middle(heaps.slice(tenth, 2 * tenth));
  return Math.round((middle(heaps.slice(-tenth)) / early - 1) * 100);
});
const rows: [string, number][] = [
  ['duplicates', duplicates.length],
  ['wrong outcomes', wrong.length],
  ['unhandled rejections', ended.flatMap(({ rejections }) => rejections).length],
  ['sockets left', ended.reduce((sum, { sockets }) => sum + sockets, 0)],
  ['warnings of listeners', ended.flatMap(({ warnings }) => warnings).length],
];
say(`${requests.toString()} requests, ${ended.map(({ heaps }) => heaps.length).join(' + ')} actions`);
for (const [kind, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  say(`  ${kind}: ${count.toString()}`);
for (const [what, count] of rows) say(`${what}: ${count.toString()}`);
say(`heap: ${growth.map((percent) => `${percent.toString()} %`).join(', ')}`);
for (const line of [
  ...duplicates,
  ...wrong,
  ...ended.flatMap(({ warnings, rejections }) => [...warnings, ...rejections]),
].slice(0, 20))
  say(`  ${line}`);
process.exit(rows.every(([, count]) => count === 0) && growth.every((percent) => percent <= 10) ? 0 : 1);
