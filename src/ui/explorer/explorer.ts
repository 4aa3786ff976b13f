import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { PbxError } from '../../pbx/errors.ts';
import type { Pbxes, PbxState } from '../connections/pbxes.ts';
import type { Log } from '../base/log.ts';
import { statusClock } from './clock.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { LiveStatus } from './liveStatus.ts';
import { fewTrunks, LoadedNodes } from './loadedNodes.ts';
import { isProblem, isUnreachable, loadTrunks, unreachableNode } from './loadTrunks.ts';
import type { MutedTrunks } from './mutedTrunks.ts';
import { askWithin, PbxChanges } from './pbxChanges.ts';
import { PbxNodes } from './pbxNodes.ts';
import { PbxHealths } from './pbxHealth.ts';
import { isSipTrunk, type ExplorerNode, type PbxNode } from './nodes.ts';
import { resolveItem } from './resolveItem.ts';
import { showRow } from './showRow.ts';
import { isWorthAsking, StatusWatch } from './statusWatch.ts';
import { tellOutages } from './tellOutages.ts';
import { ViewMessage } from './viewMessage.ts';
import { groupItem, messageItem, pbxItem, trunkItem } from './treeItems.ts';

/** The sidebar: the configured PBXes, and below each its trunks. Every PBX loads by itself and holds up no other. */
export class Explorer implements vscode.Disposable {
  readonly #pbxes: Pbxes;
  readonly #log: Log;
  readonly #view: vscode.TreeView<ExplorerNode>;
  readonly #changes: vscode.EventEmitter<ExplorerNode | undefined>;
  readonly #pbxChanges: PbxChanges;
  readonly #nodes: PbxNodes;
  readonly #loaded: LoadedNodes;
  readonly #muted: MutedTrunks;
  readonly #live: LiveStatus;
  readonly #healths: PbxHealths;
  readonly #watch: StatusWatch;
  readonly #message: ViewMessage;
  /** How the nodes show the sessions. */
  readonly #shownStates = new Map<string, PbxState>();
  readonly #refreshed = new vscode.EventEmitter<string | undefined>();
  readonly #listeners: vscode.Disposable[];

  /** Fires with the name of a PBX whose trunks may have changed, or undefined for all of them. */
  readonly onDidRefresh = this.#refreshed.event;

  constructor(
    pbxes: Pbxes,
    log: Log,
    view: vscode.TreeView<ExplorerNode>,
    changes: vscode.EventEmitter<ExplorerNode | undefined>,
    muted: MutedTrunks,
  ) {
    this.#muted = muted;
    this.#pbxes = pbxes;
    this.#nodes = new PbxNodes(() => pbxes.list());
    this.#log = log;
    this.#view = view;
    this.#message = new ViewMessage(pbxes, view);
    this.#changes = changes;
    this.#pbxChanges = new PbxChanges((node) => {
      changes.fire(node);
    });
    this.#loaded = new LoadedNodes(
      (node, signal) => this.#load(node, signal),
      (node) => {
        if (node.kind === 'pbx') this.#pbxChanges.tell(node);
        else changes.fire(node);
      },
      log,
    );
    this.#healths = new PbxHealths(
      () => statusClock.now(),
      (name) => {
        this.#pbxChanges.tellSoon(this.#nodes.of(name));
        const group = this.#nodes.groupOf(name);
        if (group) this.#pbxChanges.tellSoon(group);
        this.#watch.tell();
      },
    );
    this.#live = new LiveStatus(
      {
        statuses: async (name, signal) =>
          isWorthAsking(await pbxes.state(name)) ? (await pbxes.open(name)).pbx?.statuses(signal) : undefined,
        changed: (name, trunks) => {
          // VS Code compares each row that it is to refresh with each other one.
          for (const node of trunks.length > fewTrunks ? [this.#nodes.of(name)] : trunks) changes.fire(node);
          // Of the others the status is all that anybody knows.
          if (!trunks.every(isSipTrunk)) this.#refreshed.fire(name);
        },
        reload: (name) => {
          this.refresh(name);
        },
        connectionChanged: (name, error) => {
          this.#connectionChanged(name, error);
        },
        answered: (name, trunks, failing) => {
          this.#healths.answered(name, trunks, failing);
        },
        failed: (trunks) => {
          const told = trunks.filter((trunk) => !muted.has(trunk));
          const show = (trunk: TrunkKey) => this.revealTrunk(trunk);
          tellOutages(log, told, show, (failed) => this.mute(failed, true));
        },
        defect: (error) => {
          log.error(error);
        },
      },
      statusClock,
    );
    this.#watch = new StatusWatch(pbxes, view, this.#live, this.#healths, (name) =>
      this.#loaded.isLoading(name),
    );
    this.#listeners = [
      pbxes.onDidChangeConnections(() => {
        this.#forget();
      }),
      pbxes.onDidRename(({ name, next }) => void muted.rename(name, next)),
      pbxes.onDidChangeSession((name) => void this.#sessionChanged(name)),
      pbxes.onDidChangeTrunks(({ pbx, follow }) => {
        if (follow && pbx !== undefined) this.#live.schedule.follow(pbx);
        this.refresh(pbx);
      }),
    ];
  }

  /** Loads one PBX anew, or all of them. */
  refresh(name?: string): void {
    for (const node of this.#nodes.all()) if (name === undefined || node.name === name) this.#reload(node);
    this.#refreshed.fire(name);
  }

  /** Tells of the outages of these trunks no more, or again. */
  async mute(trunks: readonly TrunkKey[], muted: boolean): Promise<void> {
    await this.#muted.set(trunks, muted);
    for (const trunk of trunks) {
      const node = await this.#loaded.find(trunk);
      if (node) this.#changes.fire(node);
    }
  }

  /** Shows a PBX, opened unless that is not wanted, and the sidebar with it. */
  async reveal(name: string, expand = true): Promise<void> {
    await vscode.commands.executeCommand('pbx.explorer.focus');
    await showRow(this.#view, this.#log, this.#nodes.of(name), { expand, select: true, focus: false });
  }

  /** Shows a trunk selected, and the sidebar with it. */
  async revealTrunk(trunk: TrunkKey): Promise<void> {
    await this.reveal(trunk.pbx);
    const node = await this.#loaded.find(trunk);
    if (node) await showRow(this.#view, this.#log, node, { select: true, focus: true });
  }

  /** The rows that are selected. */
  get selection(): readonly ExplorerNode[] {
    return this.#view.selection;
  }

  async children(node?: ExplorerNode): Promise<ExplorerNode[]> {
    if (!node) {
      void this.#message.tell();
      return this.#nodes.top();
    }
    if (node.kind !== 'pbx' && node.kind !== 'group') return [];
    this.#pbxChanges.asked(node);
    if (node.kind === 'group') return node.pbxes;
    return await this.#loaded.below(node);
  }

  async treeItem(node: ExplorerNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'group':
        return groupItem(node, (name) => this.#healths.of(name));
      case 'pbx':
        return pbxItem(
          node,
          this.#pbxes.find(node.name),
          await this.#stateOf(node.name),
          this.#healths.of(node.name),
        );
      case 'trunk':
        return trunkItem(node, this.#muted.has({ pbx: node.parent.name, trunkname: node.trunkname }));
      case 'message':
        return messageItem(node);
    }
  }

  /** The trunks with the status Failure, and the PBXes that cannot be asked. */
  get failing(): { trunks: TrunkKey[]; pbxes: string[] } {
    return this.#watch.failing;
  }

  parent(node: ExplorerNode): ExplorerNode | undefined {
    if (node.kind === 'pbx') return this.#nodes.groupOf(node.name);
    return node.kind === 'group' ? undefined : node.parent;
  }

  /** Makes what a row needs only when somebody points at it or clicks it. */
  async resolve(item: vscode.TreeItem, node: ExplorerNode): Promise<vscode.TreeItem> {
    return await resolveItem(this.#pbxes, item, node, ({ parent, trunkname }) => {
      const trunk = { pbx: parent.name, trunkname };
      return { since: this.#live.since.of(trunk), muted: this.#muted.has(trunk) };
    });
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#refreshed.dispose();
    this.#loaded.dispose();
    this.#live.dispose();
    this.#pbxChanges.dispose();
    this.#watch.dispose();
  }

  /** A name may stand for another PBX now. */
  #forget(): void {
    this.#live.forget();
    this.#healths.forget();
    for (const name of this.#loaded.names) this.#loaded.drop(name);
    this.#refreshed.fire(undefined);
    this.#changes.fire(undefined);
    this.#watch.lookAtAll();
  }

  #reload(node: PbxNode): void {
    this.#live.drop(node.name);
    if (!this.#view.visible || !this.#loaded.hasTrunks(node.name)) {
      // Whoever waits for an answer that is dropped gets the next one.
      const isAwaited = this.#loaded.isLoading(node.name);
      this.#loaded.drop(node.name);
      if (!isAwaited && !this.#pbxChanges.isUnderWay(node.name)) this.#pbxChanges.tell(node);
      void this.#watch.look(node.name);
      return;
    }
    const options = { location: { viewId: 'pbx.explorer' } };
    void vscode.window.withProgress(options, () =>
      this.#loaded.reload(node).catch(() => {
        // A defect, which is in the log. Asked anew, the tree says it too.
        this.#changes.fire(node);
      }),
    );
  }

  async #stateOf(name: string): Promise<PbxState> {
    const state = await this.#pbxes.state(name);
    this.#shownStates.set(name, state);
    return state;
  }

  /** A new token is nothing to see; signing in or out is. */
  async #sessionChanged(name: string): Promise<void> {
    void this.#message.tell();
    const isShown = async () => this.#shownStates.get(name) === (await this.#pbxes.state(name));
    if (await isShown()) return;
    if (this.#pbxChanges.isUnderWay(name)) {
      await wait(askWithin, undefined, { ref: false });
      if (await isShown()) return;
    }
    // What stood there is another session's.
    this.#loaded.drop(name);
    this.#healths.forget(name);
    this.refresh(name);
  }

  async #load(node: PbxNode, signal: AbortSignal): Promise<ExplorerNode[]> {
    // It was asked while nobody had opened it; from here on its rows are kept true.
    this.#live.drop(node.name);
    const answer = await loadTrunks(node, await this.#pbxes.open(node.name), signal);
    const isOutdated = () => signal.aborted;
    // It must not take the place of a newer answer.
    if (isOutdated()) return answer;
    const nodes = this.#loaded.sameRows(node.name, answer);
    const unreachable = nodes.some(isUnreachable);
    const trunks = nodes.filter((one) => one.kind === 'trunk');
    const worthAsking = unreachable || isWorthAsking(await this.#pbxes.state(node.name));
    if (!worthAsking || isOutdated()) return nodes;
    const problem = nodes.find(isProblem);
    this.#live.loaded(node.name, trunks, unreachable ? 'unreachable' : problem ? 'failed' : 'answered');
    if (problem) this.#healths.failed(node.name, problem.label);
    return nodes;
  }

  /** The trunks stay when a PBX stops answering; above them it says so, and since when. */
  #connectionChanged(name: string, error: PbxError | undefined): void {
    const node = this.#nodes.of(name);
    const url = this.#pbxes.addressOf(name);
    const problem = error && url !== undefined ? unreachableNode(node, error, url) : undefined;
    if (problem && isProblem(problem)) this.#healths.failed(name, problem.label);
    if (!this.#loaded.names.includes(name)) return;
    if (!error) {
      this.#loaded.setUnreachable(name, undefined);
      this.#refreshed.fire(name);
    } else if (this.#loaded.isUnreachable(name) || !problem) return;
    else this.#loaded.setUnreachable(name, problem);
    this.#pbxChanges.tell(node);
  }
}
