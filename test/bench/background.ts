/** What it costs to watch many PBXes while nobody looks, measured in the extension host. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { configure, set } from './configure.ts';
import type { Asked, Fleet } from './fleet.ts';

export interface Background {
  /** How much of one core the extension host took, 1 for all of it: while it watched, and with `"pbx.watch": "off"`. */
  watching: number;
  idle: number;
  /** How often each PBX was asked for its status in each interval. */
  statusRequests: number;
}

/** Seconds between two polls, unless somebody sets others, and how many of them are measured. */
const interval = 30;
const intervals = 2;

export async function measureBackground({ urls, control }: Fleet): Promise<Background> {
  const asked = async () => {
    const fleet = (await (await fetch(control)).json()) as Asked[];
    return fleet.map((one) => one['trunklist/query'] ?? 0);
  };
  const measure = async () => {
    const [before, begin, usage] = [await asked(), performance.now(), process.cpuUsage()];
    await sleep(intervals * interval * 1000);
    const { user, system } = process.cpuUsage(usage);
    const passed = performance.now() - begin;
    const requests = sum(await asked()) - sum(before);
    return {
      share: (user + system) / 1000 / passed,
      perPbx: requests / urls.length / (passed / 1000 / interval),
    };
  };

  await vscode.commands.executeCommand('workbench.view.explorer');
  await set('watch', 'off');
  await configure(urls);
  const idle = await measure();
  await set('watch', 'always');
  while ((await asked()).includes(0)) await sleep(1000);
  const watching = await measure();
  // An editor that does nothing takes now more, now less: before and after count alike.
  await set('watch', 'off');
  const idleAgain = await measure();
  await set('watch', undefined);
  await set('connections', undefined);
  return {
    watching: watching.share,
    idle: (idle.share + idleAgain.share) / 2,
    statusRequests: watching.perPbx,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
