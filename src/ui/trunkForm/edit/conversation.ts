import * as l10n from '@vscode/l10n';
import type { TrunkOutcome } from '../../../core/outcome.ts';
import type { Trunk } from '../../../core/trunk.ts';
import type { EditableTrunk } from '../../../pbx/provision/editableTrunk.ts';
import { editedTrunk, type EditedValues } from '../../../pbx/provision/editTrunk.ts';
import { dispatch, type Handlers } from '../protocol.ts';
import type { TrunkFormLog } from '../services.ts';
import { changesBetween, changesTo, loadedOf, onTopOf } from './changes.ts';
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
 * The host's side of editing one trunk. All there is to show is one state, posted whenever it changes and whenever the page
 * is built anew; each message of the page names the revision that it answers to, and an older one is not heard.
 */
export class EditConversation {
  readonly target: EditTarget;
  readonly #services: TrunkEditServices;
  readonly #host: EditHost;
  readonly #log: TrunkFormLog;
  readonly #stop = new AbortController();
  #pageListens = false;
  #revision = 0;
  #state: Stage = { stage: 'loading' };
  #loaded: EditableTrunk | undefined;
  #reviewed: Reviewed | undefined;
  #conflict: Conflict | undefined;
  #outcome: TrunkOutcome | undefined;
  #fresh = false;

  readonly #handlers: Handlers<ToEditHost> = {
    ready: () => {
      this.#pageListens = true;
      this.#post(this.#host.translations);
    },
    load: () => this.load({ ask: true }),
    review: ({ values }) => {
      if (this.#state.stage === 'editing') this.#review(values);
    },
    back: () => {
      if (this.#state.stage === 'review') this.#edit();
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
  }

  /** Takes one message of the page. What is not a message of the protocol is ignored, and its content stays unlogged. */
  async receive(message: unknown): Promise<void> {
    const parsed = toEditHostSchema.safeParse(message);
    if (!parsed.success) {
      this.#log.warn('The edit form sent something that is not one of its messages. It was ignored.');
      return;
    }
    if ('revision' in parsed.data && parsed.data.revision !== this.#revision) {
      this.#post();
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
    const { stage } = this.#state;
    if (stage === 'sending' || (stage === 'loading' && this.#revision > 0)) return;
    if (stage === 'conflict') this.#fresh = true;
    this.#outcome = undefined;
    await this.#load(ask);
  }

  /** Loads the trunk anew if it could not be loaded before. */
  async retry(): Promise<void> {
    if (this.#state.stage === 'problem') await this.load({ ask: true });
  }

  /** The page is gone for now: its tab is hidden. */
  pageHidden(): void {
    this.#pageListens = false;
  }

  /** The form is closed. What has been sent is waited for by nobody here. */
  end(): void {
    this.pageHidden();
    this.#reviewed = undefined;
    this.#stop.abort();
  }

  async #load(ask: boolean): Promise<void> {
    this.#move({ stage: 'loading' });
    let loaded;
    try {
      loaded = await this.#services.load(this.target, { ask, signal: this.#stop.signal });
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      loaded = { problem: l10n.t('The trunk could not be loaded. The output channel PBX says why.') };
    }
    if ('problem' in loaded) {
      this.#move({ stage: 'problem', message: loaded.problem });
    } else {
      this.#loaded = loaded;
      this.#edit();
    }
  }

  /** Lets the person change the values; what was reviewed is forgotten, and a password with it. */
  #edit(more: Omit<Extract<Stage, { stage: 'editing' }>, 'stage'> = {}): void {
    this.#reviewed = undefined;
    this.#conflict = undefined;
    this.#move({ stage: 'editing', ...more });
  }

  #review(values: EditedValues): void {
    if (!this.#loaded) return;
    this.#outcome = undefined;
    const edited = editedTrunk(this.#loaded, values);
    if ('problems' in edited) {
      this.#edit({ problems: edited.problems });
      return;
    }
    const changes = changesTo(this.#loaded, edited.trunk);
    if (changes.length === 0) {
      this.#edit({ unchanged: true });
      return;
    }
    this.#conflict = undefined;
    this.#reviewed = { values, trunk: edited.trunk };
    this.#move({ stage: 'review', changes });
  }

  async #send(): Promise<void> {
    const [loaded, reviewed, state] = [this.#loaded, this.#reviewed, this.#state];
    if (!loaded || !reviewed || state.stage !== 'review') return;
    this.#move({ stage: 'sending', changes: state.changes });
    try {
      const result = await this.#services.edit(this.target, loaded, reviewed.trunk);
      if ('changed' in result) {
        const { changed: now, fields } = result;
        this.#conflict = { loaded, now, fields };
        this.#move({ stage: 'conflict', changes: changesBetween(loaded.existing, now.existing, fields) });
        await this.#showBoth();
        return;
      }
      this.#outcome = result.outcome;
    } catch (error) {
      this.#outcome = { ...this.target, outcome: 'unknown' };
      this.#log.error(error instanceof Error ? error : String(error));
    }
    if (this.#outcome.outcome !== 'updated') {
      this.#edit();
      return;
    }
    this.#reviewed = undefined;
    this.#fresh = true;
    // A PBX may have made something else of the values than what was sent.
    await this.#load(false);
  }

  #goOn(): void {
    if (!this.#conflict || !this.#reviewed) return;
    const { loaded, now } = this.#conflict;
    this.#loaded = now;
    this.#review(onTopOf(now, loaded, this.#reviewed.values));
  }

  async #showBoth(): Promise<void> {
    if (!this.#conflict || this.#stop.signal.aborted) return;
    await this.#services.showBoth(this.target, this.#conflict, () => {
      this.#host.reveal();
    });
  }

  #move(state: Stage): void {
    this.#state = state;
    this.#revision += 1;
    this.#post();
  }

  #post(translations?: ToEditPage['translations']): void {
    if (!this.#pageListens) return;
    this.#host.post({
      type: 'edit',
      translations,
      revision: this.#revision,
      target: this.target,
      loaded: this.#loaded && loadedOf(this.#loaded),
      fresh: this.#fresh && this.#state.stage === 'editing',
      outcome: this.#outcome,
      state: this.#state,
    });
    if (this.#state.stage === 'editing') this.#fresh = false;
  }
}
