import * as vscode from 'vscode';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { Pbxes, PbxState } from '../connections/pbxes.ts';
import { refreshInterval } from '../connections/settings.ts';
import { showBadge } from './badge.ts';
import type { LiveStatus } from './liveStatus.ts';
import type { PbxHealths } from './pbxHealth.ts';
import { StatusBar } from './statusBar.ts';
import { watchSetting } from './watchSetting.ts';

/** Asks each PBX for its status as `pbx.watch` says, opened in the tree or not, and tells of them in the badge and the status bar. */
export class StatusWatch implements vscode.Disposable {
  readonly #pbxes: Pbxes;
  readonly #view: vscode.TreeView<unknown>;
  readonly #live: LiveStatus;
  readonly #healths: PbxHealths;
  readonly #isLoading: (pbx: string) => boolean;
  readonly #statusBar = new StatusBar();
  /** Whether the status is asked for by itself. */
  #isOn = false;
  readonly #listeners: vscode.Disposable[];

  /** @param isLoading whether the trunks of a PBX are being loaded for the tree, which brings their status too. */
  constructor(
    pbxes: Pbxes,
    view: vscode.TreeView<unknown>,
    live: LiveStatus,
    healths: PbxHealths,
    isLoading: (pbx: string) => boolean,
  ) {
    this.#pbxes = pbxes;
    this.#view = view;
    this.#live = live;
    this.#healths = healths;
    this.#isLoading = isLoading;
    live.schedule.setInterval(refreshInterval());
    this.lookAtAll();
    this.#listeners = [
      view.onDidChangeVisibility(() => {
        this.lookAtAll();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('pbx.watch')) this.lookAtAll();
        if (event.affectsConfiguration('pbx.refreshInterval')) live.schedule.setInterval(refreshInterval());
      }),
    ];
  }

  /** The trunks with the status Failure, and the names of the PBXes that cannot be asked. */
  get failing(): { trunks: TrunkKey[]; pbxes: string[] } {
    return { trunks: this.#healths.failing, pbxes: this.#healths.unreachable };
  }

  /** Asks all PBXes from now on or no more: while the view is visible, always or never. */
  lookAtAll(): void {
    const when = watchSetting();
    this.#isOn = when === 'always' || (when === 'whenVisible' && this.#view.visible);
    this.#live.schedule.setActive(this.#isOn);
    this.tell();
    for (const { name } of this.#pbxes.list()) void this.look(name);
  }

  /** Asks a PBX for its status though nobody has opened it. */
  async look(name: string): Promise<void> {
    const isWanted = () => this.#isOn && this.#pbxes.find(name) && !this.#isLoading(name);
    if (isWanted() && isWorthAsking(await this.#pbxes.state(name)) && isWanted()) this.#live.watch(name);
  }

  /** Shows how the PBXes are now. */
  tell(): void {
    const { trunks, pbxes } = this.failing;
    showBadge(this.#view, trunks.length);
    this.#statusBar.show(trunks.length, pbxes, this.#isOn);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#statusBar.dispose();
  }
}

/** Whether a PBX may answer: a keyring that was locked may be unlocked by now. */
export function isWorthAsking(state: PbxState): boolean {
  return state === 'signedIn' || state === 'locked';
}
