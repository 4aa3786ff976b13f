import type { TrunkOutcome } from '../../../core/outcome.ts';
import { escapeTemplate } from '../../../core/template.ts';
import type { Trunk } from '../../../core/trunk.ts';
import { copiedSecretName } from '../../../core/trunkYaml/secretName.ts';
import type { PageConversation, PageLog, PanelActions } from '../../webview/conversation.ts';
import { PageLink } from '../../webview/pageLink.ts';
import type { PostedOutcome } from '../../webview/protocol.ts';
import { toAddHostSchema, type AddState, type StartableCommand, type ToAddHost } from './protocol.ts';
import type { TrunkFormServices } from './services.ts';

/** What the conversation asks of the editor around it. */
export interface AddHost extends PanelActions<AddState> {
  run(command: StartableCommand): Thenable<unknown>;
  /** @param values that the text has to hold as they are. */
  copy(text: string, values: object): Thenable<void>;
}

/** The host's side of adding one trunk after another. */
export class AddConversation implements PageConversation {
  readonly page: PageLink<AddState, ToAddHost>;
  readonly #services: TrunkFormServices;
  readonly #host: AddHost;
  readonly #log: PageLog;
  readonly #pbxChanges: { dispose(): unknown };
  /** How often the list of PBXes was read: an older answer is dropped. */
  #listings = 0;

  /** @param outcome of the last trunk, for a form that comes back after a window reload. */
  constructor(services: TrunkFormServices, host: AddHost, log: PageLog, outcome?: PostedOutcome) {
    this.#services = services;
    this.#host = host;
    this.#log = log;
    this.page = new PageLink<AddState, ToAddHost>({
      initial: { stage: outcome ? { name: 'outcome', outcome } : { name: 'editing' } },
      schema: toAddHostSchema,
      handlers: {
        add: ({ pbx, trunk }) => this.#add(pbx, trunk),
        addAnother: () => {
          if (!this.#isAdding) this.page.move({ stage: { name: 'editing' }, copy: undefined });
        },
        copyYaml: ({ pbx, trunk }) => this.#copyYaml(pbx, trunk),
        run: async ({ command }) => {
          await host.run(command);
        },
      },
      post: host.post,
      log,
    });
    this.#pbxChanges = services.onDidChangePbxes(() => void this.#listPbxes());
    void this.#listPbxes();
  }

  /** Chooses a PBX in the form. */
  selectPbx(pbx: string): void {
    this.page.update({}, { pbx });
  }

  end(): void {
    this.#pbxChanges.dispose();
  }

  get #isAdding(): boolean {
    return this.page.state.stage.name === 'adding';
  }

  async #listPbxes(): Promise<void> {
    const listing = ++this.#listings;
    try {
      const pbxes = await this.#services.pbxes();
      if (listing === this.#listings) this.page.update({ pbxes });
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  async #add(pbx: string, trunk: Trunk): Promise<void> {
    if (this.#isAdding) return;
    const { trunkname } = trunk;
    this.page.move({ stage: { name: 'adding', pbx, trunkname }, copy: undefined });
    let outcome: TrunkOutcome = { pbx, trunkname, outcome: 'unknown' };
    try {
      outcome = await this.#services.addTrunk(pbx, trunk);
    } finally {
      this.page.move({ stage: { name: 'outcome', outcome } });
    }
  }

  async #copyYaml(pbx: string | undefined, trunk: Trunk): Promise<void> {
    // What was copied before is not what is being copied now.
    this.page.update({ copy: undefined });
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
      await this.#host.copy(this.#services.toYaml(pbx, values), { ...values, pbx, secret });
      this.page.update({ copy: { secret } });
    } catch (error) {
      this.page.update({ copy: 'failed' });
      throw error;
    }
  }
}
