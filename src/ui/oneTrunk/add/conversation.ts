import { escapeTemplate } from '../../../core/template.ts';
import type { TrunkOutcome } from '../../../core/outcome.ts';
import type { Trunk } from '../../../core/trunk.ts';
import { copiedSecretName } from '../../../core/trunkYaml/secretName.ts';
import { dispatch, toHostSchema, type Handlers, type StartableCommand } from '../protocol.ts';
import type { ToHost, ToPage } from '../protocol.ts';
import type { TrunkFormLog, TrunkFormServices } from './services.ts';

type ConversationServices = Omit<TrunkFormServices, 'onDidChangePbxes'>;

/** What the conversation asks of the editor around it. */
export interface ConversationHost {
  post(message: ToPage): void;
  run(command: StartableCommand): Thenable<unknown>;
  copy(text: string): Thenable<void>;
  translations: Extract<ToPage, { type: 'init' }>['translations'];
}

/**
 * The host's side of the talk with one page. A hidden page is thrown away by the editor and built anew when it is shown
 * again, so what it missed is kept here until it says `ready`.
 */
export class Conversation {
  readonly #services: ConversationServices;
  readonly #host: ConversationHost;
  readonly #log: TrunkFormLog;
  #pageListens = false;
  #adding = false;
  #missedPbx: string | undefined;
  #missedOutcome: TrunkOutcome | undefined;
  /** Grows whenever the page comes or goes, and whenever the list is read: an older answer is then stale. */
  #visits = 0;
  #listings = 0;

  readonly #handlers: Handlers<ToHost> = {
    ready: () => this.#start(),
    add: ({ pbx, trunk }) => this.#add(pbx, trunk),
    copyYaml: ({ pbx, trunk }) => this.#copyYaml(pbx, trunk),
    run: async ({ command }) => {
      await this.#host.run(command);
    },
  };

  constructor(services: ConversationServices, host: ConversationHost, log: TrunkFormLog) {
    this.#services = services;
    this.#host = host;
    this.#log = log;
  }

  /** Takes one message of the page. What is not a message of the protocol is ignored, and its content stays unlogged. */
  async receive(message: unknown): Promise<void> {
    const parsed = toHostSchema.safeParse(message);
    if (!parsed.success) {
      this.#log.warn('The trunk form sent something that is not one of its messages. It was ignored.');
      return;
    }
    try {
      await dispatch(this.#handlers, parsed.data);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  /** Chooses a PBX in the form, now or as soon as the page listens. */
  selectPbx(pbx: string): void {
    if (this.#pageListens) this.#host.post({ type: 'selectPbx', pbx });
    else this.#missedPbx = pbx;
  }

  /** The page is gone for now: its tab is hidden. */
  pageHidden(): void {
    this.#pageListens = false;
    this.#visits += 1;
  }

  /** Sends the list of PBXes anew. An answer that a newer one has overtaken is dropped. */
  async listPbxes(): Promise<void> {
    const listing = ++this.#listings;
    try {
      const pbxes = await this.#services.pbxes();
      if (listing === this.#listings && this.#pageListens) this.#host.post({ type: 'pbxes', pbxes });
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  async #start(): Promise<void> {
    const visit = ++this.#visits;
    const listing = ++this.#listings;
    const pbxes = await this.#services.pbxes();
    if (visit !== this.#visits) return;
    this.#pageListens = true;
    this.#host.post({
      type: 'init',
      translations: this.#host.translations,
      pbxes,
      pbx: this.#missedPbx,
      adding: this.#adding,
      outcome: this.#missedOutcome,
    });
    this.#missedPbx = undefined;
    this.#missedOutcome = undefined;
    // The list changed while it was read for the greeting.
    if (listing !== this.#listings) await this.listPbxes();
  }

  async #add(pbx: string, trunk: Trunk): Promise<void> {
    if (this.#adding) return;
    this.#adding = true;
    let outcome: TrunkOutcome = { pbx, trunkname: trunk.trunkname, outcome: 'unknown' };
    try {
      outcome = await this.#services.addTrunk(pbx, trunk);
    } finally {
      this.#adding = false;
      if (this.#pageListens) this.#host.post({ type: 'outcome', outcome });
      else this.#missedOutcome = outcome;
    }
  }

  async #copyYaml(pbx: string | undefined, trunk: Trunk): Promise<void> {
    try {
      const values: Record<string, string> = {};
      let secret: string | undefined;
      for (const [field, value = ''] of Object.entries(trunk)) {
        if (value === '') continue;
        if (field === 'password') {
          secret = await this.#services.keepSecret(copiedSecretName(trunk.trunkname), value);
          values[field] = `\${secret:${secret}}`;
        } else {
          values[field] = escapeTemplate(value);
        }
      }
      await this.#host.copy(this.#services.toYaml(pbx, values));
      if (this.#pageListens) this.#host.post({ type: 'copied', secret });
    } catch (error) {
      if (this.#pageListens) this.#host.post({ type: 'copyFailed' });
      throw error;
    }
  }
}
