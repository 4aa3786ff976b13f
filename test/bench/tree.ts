/** What the sidebar costs with many PBXes that are all expanded, measured in the extension host. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { blockedWhile } from './blocked.ts';
import { configure, set } from './configure.ts';
import type { Asked, Fleet } from './fleet.ts';

/** How long the extension host stood still at most, in milliseconds, and what the PBXes were asked. */
export interface Tree {
  /** Nothing of the extension is shown: what the measurement and the editor take by themselves. */
  blockedIdle: number;
  blockedOpening: number;
  blockedRefreshing: number;
  blockedPolling: number;
  /** Every status has changed, and changes back. */
  blockedChanging: number;
  /** While nothing changes. */
  statusRequests: number;
  otherRequests: number;
}

/** Seconds between two polls. */
const interval = 5;
const intervals = 4;
/** As long as the editor may need to draw what it was given. */
const drawing = 3000;

export async function measureTree({ urls, control }: Fleet): Promise<Tree> {
  const ask = async (path = ''): Promise<Asked[]> =>
    (await (await fetch(`${control}/${path}`)).json()) as Asked[];
  const counted = async (endpoint: string) => (await ask()).map((asked) => asked[endpoint] ?? 0);
  const everyPbxAsked = async (endpoint: string, before: number[]) => {
    for (;;) {
      const now = await counted(endpoint);
      if (now.every((count, index) => count > (before[index] ?? 0))) return;
      await sleep(100);
    }
  };

  const names = await configure(urls);
  while ((await counted('siptrunk/query')).includes(0)) await expandAll(names.length);
  await vscode.commands.executeCommand('workbench.view.explorer');
  await vscode.commands.executeCommand('pbx.refresh');
  await set('refreshInterval', interval);
  await sleep(drawing);

  const load = (show: () => Thenable<unknown>) =>
    blockedWhile(async () => {
      const before = await counted('siptrunk/query');
      await show();
      await everyPbxAsked('siptrunk/query', before);
      await sleep(drawing);
    });
  const poll = async (path = '') => {
    const before = await counted('trunklist/query');
    await ask(path);
    await everyPbxAsked('trunklist/query', before);
    await sleep(drawing);
  };
  const blockedIdle = await blockedWhile(() => sleep(drawing));
  const blockedOpening = await load(() => vscode.commands.executeCommand('pbx.explorer.focus'));
  const blockedRefreshing = await load(() => vscode.commands.executeCommand('pbx.refresh'));
  await poll();

  const before = await ask();
  const begin = performance.now();
  const blockedPolling = await blockedWhile(() => sleep(intervals * interval * 1000));
  const after = await ask();
  const passed = (performance.now() - begin) / 1000 / interval;
  const sum = (list: Asked[], wanted: (endpoint: string) => boolean) =>
    list
      .flatMap((asked) => Object.entries(asked))
      .reduce((total, [endpoint, count]) => total + (wanted(endpoint) ? count : 0), 0);
  const perPbxAndInterval = (wanted: (endpoint: string) => boolean) =>
    (sum(after, wanted) - sum(before, wanted)) / names.length / passed;

  const blockedChanging = await blockedWhile(async () => {
    await poll('fall');
    await poll('rise');
  });
  await vscode.commands.executeCommand('workbench.view.explorer');
  await set('refreshInterval', undefined);
  return {
    blockedIdle,
    blockedOpening,
    blockedRefreshing,
    blockedPolling,
    blockedChanging,
    statusRequests: perPbxAndInterval((endpoint) => endpoint === 'trunklist/query'),
    otherRequests: perPbxAndInterval((endpoint) => endpoint !== 'trunklist/query'),
  };
}

/** Expands every PBX, from the last one up: what appears below a row does not move those above it. */
async function expandAll(count: number): Promise<void> {
  await vscode.commands.executeCommand('pbx.explorer.focus');
  await vscode.commands.executeCommand('workbench.actions.treeView.pbx.explorer.collapseAll');
  await vscode.commands.executeCommand('list.focusLast');
  for (let row = 0; row < count; row += 1) {
    await vscode.commands.executeCommand('list.expand');
    await vscode.commands.executeCommand('list.focusUp');
  }
  await sleep(drawing);
}
