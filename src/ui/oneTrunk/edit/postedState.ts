import type { TrunkOutcome } from '../../../core/outcome.ts';
import type { EditableTrunk } from '../../../pbx/provision/editableTrunk.ts';
import { loadedOf } from './changes.ts';
import type { EditHost } from './conversation.ts';
import type { EditTarget, Stage, ToEditPage } from './protocol.ts';

/** All there is to show of an edit, as one state: posted whenever it changes and whenever the page is built anew. */
export class PostedState {
  /** The trunk as it was loaded last. */
  loaded: EditableTrunk | undefined;
  /** What came of sending it. */
  outcome: TrunkOutcome | undefined;
  /** True when the page is to take its values from what was loaded, once it can be edited. */
  fresh = false;
  readonly #target: EditTarget;
  readonly #host: EditHost;
  #pageListens = false;
  #revision = 0;
  #stage: Stage = { stage: 'loading' };

  constructor(target: EditTarget, host: EditHost) {
    this.#target = target;
    this.#host = host;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** Counts the states; a message of the page names the one that it answers to. */
  get revision(): number {
    return this.#revision;
  }

  move(stage: Stage): void {
    this.#stage = stage;
    this.#revision += 1;
    this.post();
  }

  /** The page was built and listens from now on. */
  pageReady(): void {
    this.#pageListens = true;
    this.post(this.#host.translations);
  }

  /** The page is gone for now: its tab is hidden. */
  pageHidden(): void {
    this.#pageListens = false;
  }

  post(translations?: ToEditPage['translations']): void {
    if (!this.#pageListens) return;
    const isEditing = this.#stage.stage === 'editing';
    this.#host.post({
      type: 'edit',
      translations,
      revision: this.#revision,
      target: this.#target,
      loaded: this.loaded && loadedOf(this.loaded),
      fresh: this.fresh && isEditing,
      outcome: this.outcome,
      state: this.#stage,
    });
    if (isEditing) this.fresh = false;
  }
}
