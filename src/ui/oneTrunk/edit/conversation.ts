import * as l10n from '@vscode/l10n';
import type { Trunk } from '../../../core/trunk.ts';
import { editedTrunk, type EditedValues, type EditResult } from '../../../pbx/provision/editTrunk.ts';
import { movedAwayWords } from '../../../fleet/movedWords.ts';
import type { EditableTrunk } from '../../../pbx/provision/editableTrunk.ts';
import type { PageConversation, PageLog, PanelActions } from '../../webview/conversation.ts';
import { PageLink } from '../../webview/pageLink.ts';
import { changesBetween, changesTo, loadedOf, onTopOf } from './changes.ts';
import {
  toEditHostSchema,
  type EditStage,
  type EditState,
  type EditTarget,
  type ToEditHost,
} from './protocol.ts';
import type { Conflict, TrunkEditServices } from './services.ts';

/** What a person has reviewed and may send. Only the host keeps it: there may be a password in it. */
interface Reviewed {
  values: EditedValues;
  trunk: Trunk;
}

/** The host's side of editing one trunk. */
export class EditConversation implements PageConversation {
  readonly page: PageLink<EditState, ToEditHost>;
  readonly #target: EditTarget;
  readonly #services: TrunkEditServices;
  readonly #host: PanelActions<EditState>;
  readonly #log: PageLog;
  readonly #stop = new AbortController();
  /** The trunk as it was loaded last; the page knows no more of it than what it shows. */
  #loaded: EditableTrunk | undefined;
  #reviewed: Reviewed | undefined;
  #conflict: Conflict | undefined;

  constructor(target: EditTarget, services: TrunkEditServices, host: PanelActions<EditState>, log: PageLog) {
    this.#target = target;
    this.#services = services;
    this.#host = host;
    this.#log = log;
    this.page = new PageLink<EditState, ToEditHost>({
      initial: { target, fresh: false, stage: { name: 'loading' } },
      schema: toEditHostSchema,
      handlers: {
        load: async () => {
          if (this.#stage.name === 'conflict') await this.load({ ask: true });
          else await this.retry();
        },
        review: ({ values }) => {
          if (this.#stage.name === 'editing') this.#review(values);
        },
        back: () => {
          if (this.#stage.name === 'review') this.#edit({});
        },
        send: () => this.#send(),
        reviewOnTop: () => {
          this.#reviewOnTop();
        },
        showBoth: () => this.#showBoth(),
      },
      post: host.post,
      log,
    });
  }

  /** Loads the trunk anew if it could not be loaded before. */
  async retry(): Promise<void> {
    if (this.#stage.name === 'problem') await this.load({ ask: true });
  }

  /** The form is closed. What has been sent is waited for by nobody here. */
  end(): void {
    this.#reviewed = undefined;
    this.#stop.abort();
  }

  /**
   * Loads the trunk, the first time or anew.
   * @param options `ask` to sign in where that is needed; the outcome of sending it, if it was just sent.
   */
  async load({ ask, outcome }: { ask: boolean; outcome?: EditState['outcome'] }): Promise<void> {
    this.#reviewed = undefined;
    this.#conflict = undefined;
    this.#move({ name: 'loading' }, { outcome });
    let loaded;
    try {
      loaded = await this.#services.load(this.#target, { ask, signal: this.#stop.signal });
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      loaded = { problem: l10n.t('The trunk could not be loaded. The output channel PBX says why.') };
    }
    if ('problem' in loaded) {
      this.#move({ name: 'problem', message: loaded.problem });
      return;
    }
    // Only what was sent or given up is loaded again.
    const fresh = this.#loaded !== undefined;
    this.#loaded = loaded;
    this.#edit({}, {}, { fresh });
  }

  /** Lets the person change the values; what was reviewed is forgotten, and a password with it. */
  #edit(
    findings: Omit<Extract<EditStage, { name: 'editing' }>, 'name'>,
    change: Partial<EditState> = {},
    once?: Partial<EditState>,
  ): void {
    this.#reviewed = undefined;
    this.#conflict = undefined;
    this.#move({ name: 'editing', ...findings }, change, once);
  }

  #review(values: EditedValues): void {
    if (!this.#loaded) return;
    const change = { outcome: undefined };
    const edited = editedTrunk(this.#loaded, values);
    if ('problems' in edited) {
      this.#edit({ problems: edited.problems }, change);
      return;
    }
    const changes = changesTo(this.#loaded, edited.trunk);
    if (changes.length === 0) {
      this.#edit({ unchanged: true }, change);
      return;
    }
    this.#conflict = undefined;
    this.#reviewed = { values, trunk: edited.trunk };
    this.#move({ name: 'review', where: this.#where, changes }, change);
  }

  async #send(): Promise<void> {
    const loaded = this.#loaded;
    const stage = this.#stage;
    if (!loaded || !this.#reviewed || stage.name !== 'review') return;
    if (this.#where !== stage.where) {
      // What was loaded and reviewed is another box's.
      const message = movedAwayWords(this.#target.pbx);
      this.#log.warn(message);
      await this.load({ ask: false, outcome: { ...this.#target, outcome: 'failed', message } });
      return;
    }
    this.#move({ name: 'sending', where: stage.where, changes: stage.changes });
    const result = await this.#update(loaded, this.#reviewed.trunk);
    if ('changed' in result) {
      const { changed: now, fields } = result;
      this.#conflict = { loaded, now, fields };
      this.#move({ name: 'conflict', changes: changesBetween(loaded.existing, now.existing, fields) });
      await this.#showBoth();
      return;
    }
    const { outcome } = result;
    if (outcome.outcome === 'updated') {
      // A PBX may have made something else of the values than what was sent.
      await this.load({ ask: false, outcome });
    } else {
      this.#edit({}, { outcome });
    }
  }

  async #update(loaded: EditableTrunk, trunk: Trunk): Promise<EditResult> {
    try {
      return await this.#services.edit(this.#target, loaded, trunk);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      return { outcome: { ...this.#target, outcome: 'unknown' } };
    }
  }

  #reviewOnTop(): void {
    if (!this.#conflict || !this.#reviewed) return;
    const { loaded, now } = this.#conflict;
    this.#loaded = now;
    this.#review(onTopOf(now, loaded, this.#reviewed.values));
  }

  async #showBoth(): Promise<void> {
    if (!this.#conflict || this.#stop.signal.aborted) return;
    await this.#services.showBoth(this.#target, this.#conflict, () => {
      this.#host.reveal();
    });
  }

  get #where(): string {
    return this.#services.where(this.#target.pbx);
  }

  get #stage(): EditStage {
    return this.page.state.stage;
  }

  #move(stage: EditStage, change: Partial<EditState> = {}, once?: Partial<EditState>): void {
    const loaded = this.#loaded && loadedOf(this.#loaded);
    this.page.move({ ...change, stage, loaded }, once);
  }
}
