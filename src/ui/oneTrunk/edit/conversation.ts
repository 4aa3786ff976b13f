import * as l10n from '@vscode/l10n';
import type { Trunk } from '../../../core/trunk.ts';
import { editedTrunk, type EditedValues } from '../../../pbx/provision/editTrunk.ts';
import { dispatch, type Handlers } from '../protocol.ts';
import type { TrunkFormLog } from '../add/services.ts';
import { changesBetween, changesTo, onTopOf } from './changes.ts';
import { PostedState } from './postedState.ts';
import {
  toEditHostSchema,
  type EditTarget,
  type Stage,
  type ToEditHost,
  type ToEditPage,
} from './protocol.ts';
import type { Conflict, TrunkEditServices } from './services.ts';

/** What the conversation asks of the editor around it. */
export interface EditHost {
  post(message: ToEditPage): void;
  /** Brings the form back to the front. */
  reveal(): void;
  translations: ToEditPage['translations'];
}

/** What a person has reviewed and may send. Only the host keeps it: there may be a password in it. */
interface Reviewed {
  values: EditedValues;
  trunk: Trunk;
}

/**
 * The host's side of editing one trunk. Each message of the page names the revision of the state that it answers to, and an
 * older one is not heard.
 */
export class EditConversation {
  readonly target: EditTarget;
  readonly #services: TrunkEditServices;
  readonly #host: EditHost;
  readonly #log: TrunkFormLog;
  readonly #stop = new AbortController();
  readonly #state: PostedState;
  #reviewed: Reviewed | undefined;
  #conflict: Conflict | undefined;

  readonly #handlers: Handlers<ToEditHost> = {
    ready: () => {
      this.#state.pageReady();
    },
    load: () => this.load({ ask: true }),
    review: ({ values }) => {
      if (this.#stage === 'editing') this.#review(values);
    },
    back: () => {
      if (this.#stage === 'review') this.#edit();
    },
    send: () => this.#send(),
    goOn: () => {
      this.#goOn();
    },
    showBoth: () => this.#showBoth(),
  };

  constructor(target: EditTarget, services: TrunkEditServices, host: EditHost, log: TrunkFormLog) {
    this.target = target;
    this.#services = services;
    this.#host = host;
    this.#log = log;
    this.#state = new PostedState(target, host);
  }

  /** Takes one message of the page. What is not a message of the protocol is ignored, and its content stays unlogged. */
  async receive(message: unknown): Promise<void> {
    const parsed = toEditHostSchema.safeParse(message);
    if (!parsed.success) {
      this.#log.warn('The edit form sent something that is not one of its messages. It was ignored.');
      return;
    }
    if ('revision' in parsed.data && parsed.data.revision !== this.#state.revision) {
      this.#state.post();
      return;
    }
    try {
      await dispatch(this.#handlers, parsed.data);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  /** Loads the trunk, the first time or anew. */
  async load({ ask }: { ask: boolean }): Promise<void> {
    const stage = this.#stage;
    if (stage === 'sending' || (stage === 'loading' && this.#state.revision > 0)) return;
    if (stage === 'conflict') this.#state.fresh = true;
    this.#state.outcome = undefined;
    await this.#load(ask);
  }

  /** Loads the trunk anew if it could not be loaded before. */
  async retry(): Promise<void> {
    if (this.#stage === 'problem') await this.load({ ask: true });
  }

  /** The page is gone for now: its tab is hidden. */
  pageHidden(): void {
    this.#state.pageHidden();
  }

  /** The form is closed. What has been sent is waited for by nobody here. */
  end(): void {
    this.pageHidden();
    this.#reviewed = undefined;
    this.#stop.abort();
  }

  async #load(ask: boolean): Promise<void> {
    this.#state.move({ stage: 'loading' });
    let loaded;
    try {
      loaded = await this.#services.load(this.target, { ask, signal: this.#stop.signal });
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      loaded = { problem: l10n.t('The trunk could not be loaded. The output channel PBX says why.') };
    }
    if ('problem' in loaded) {
      this.#state.move({ stage: 'problem', message: loaded.problem });
    } else {
      this.#state.loaded = loaded;
      this.#edit();
    }
  }

  /** Lets the person change the values; what was reviewed is forgotten, and a password with it. */
  #edit(more: Omit<Extract<Stage, { stage: 'editing' }>, 'stage'> = {}): void {
    this.#reviewed = undefined;
    this.#conflict = undefined;
    this.#state.move({ stage: 'editing', ...more });
  }

  #review(values: EditedValues): void {
    if (!this.#state.loaded) return;
    this.#state.outcome = undefined;
    const edited = editedTrunk(this.#state.loaded, values);
    if ('problems' in edited) {
      this.#edit({ problems: edited.problems });
      return;
    }
    const changes = changesTo(this.#state.loaded, edited.trunk);
    if (changes.length === 0) {
      this.#edit({ unchanged: true });
      return;
    }
    this.#conflict = undefined;
    this.#reviewed = { values, trunk: edited.trunk };
    this.#state.move({ stage: 'review', changes });
  }

  async #send(): Promise<void> {
    const { loaded, stage } = this.#state;
    const reviewed = this.#reviewed;
    if (!loaded || !reviewed || stage.stage !== 'review') return;
    this.#state.move({ stage: 'sending', changes: stage.changes });
    try {
      const result = await this.#services.edit(this.target, loaded, reviewed.trunk);
      if ('changed' in result) {
        const { changed: now, fields } = result;
        this.#conflict = { loaded, now, fields };
        this.#state.move({
          stage: 'conflict',
          changes: changesBetween(loaded.existing, now.existing, fields),
        });
        await this.#showBoth();
        return;
      }
      this.#state.outcome = result.outcome;
    } catch (error) {
      this.#state.outcome = { ...this.target, outcome: 'unknown' };
      this.#log.error(error instanceof Error ? error : String(error));
    }
    if (this.#state.outcome.outcome !== 'updated') {
      this.#edit();
      return;
    }
    this.#reviewed = undefined;
    this.#state.fresh = true;
    // A PBX may have made something else of the values than what was sent.
    await this.#load(false);
  }

  #goOn(): void {
    if (!this.#conflict || !this.#reviewed) return;
    const { loaded, now } = this.#conflict;
    this.#state.loaded = now;
    this.#review(onTopOf(now, loaded, this.#reviewed.values));
  }

  async #showBoth(): Promise<void> {
    if (!this.#conflict || this.#stop.signal.aborted) return;
    await this.#services.showBoth(this.target, this.#conflict, () => {
      this.#host.reveal();
    });
  }

  get #stage(): Stage['stage'] {
    return this.#state.stage.stage;
  }
}
