import type { PageConversation, PageLog, PanelActions } from '../webview/conversation.ts';
import { PageLink } from '../webview/pageLink.ts';
import type { Posted } from '../webview/protocol.ts';
import {
  isInFile,
  saveActions,
  toResultsHostSchema,
  type ResultsState,
  isSaveAction,
  type Row,
  type RowAction,
  type SaveAction,
  type SourceAction,
  type ToResultsHost,
} from './protocol.ts';

/** Where the results of one page come from, and what is done about them. */
export interface ResultsSource {
  /** What is to be shown now. Its rows stay the same as long as they are about the same; one that changes is another object. */
  read(): Promise<Omit<ResultsState, 'about' | 'changedRows'>>;
  /** Told when {@link read} may have something else to say. */
  onDidChange(listener: () => void): { dispose(): unknown };
  actOnRow(action: RowAction, row: Row): unknown;
  act(action: SourceAction): unknown;
  /** What *Save as…* writes. Undefined when it is no longer kept. */
  texts(): Promise<ResultsTexts | undefined>;
}

/** The same results as text. */
export interface ResultsTexts {
  /** What the file is called, without an extension. */
  name: string;
  markdown: string;
  json: string;
}

/** The host's side of a page with results. */
export class ResultsConversation implements PageConversation {
  readonly page: PageConversation['page'];
  readonly #link: PageLink<ResultsState, ToResultsHost>;
  readonly #source: ResultsSource;
  readonly #log: PageLog;
  readonly #changes: { dispose(): unknown };
  /** How often the source was read: an older answer is dropped. */
  #readings = 0;
  /** The rows that the page has. */
  #posted: readonly Row[] | undefined;

  constructor(
    about: string,
    source: ResultsSource,
    { post }: Pick<PanelActions<ResultsState>, 'post'>,
    save: (action: SaveAction, texts: ResultsTexts) => unknown,
    log: PageLog,
  ) {
    this.#source = source;
    this.#log = log;
    const link = new PageLink<ResultsState, ToResultsHost>({
      initial: { about, actions: [] },
      schema: toResultsHostSchema,
      handlers: {
        actOnRow: ({ action, row }) => this.#actOnRow(action, row),
        act: async ({ action }) => {
          if (!this.#link.state.actions.includes(action)) return;
          if (!isSaveAction(action)) {
            await source.act(action);
            return;
          }
          const texts = await source.texts();
          if (texts) await save(action, texts);
        },
      },
      post: (message) => {
        post(this.#withoutKnownRows(message));
      },
      log,
    });
    this.#link = link;
    this.page = {
      receive: async (message) => {
        // While nobody looked, another window may have been at it.
        if (isReady(message)) {
          this.#posted = undefined;
          await this.refresh();
          this.#posted = undefined;
        }
        await link.receive(message);
      },
      pageHidden: () => {
        this.#posted = undefined;
        link.pageHidden();
      },
    };
    this.#changes = source.onDidChange(() => void this.refresh());
  }

  /** Shows what the source has to say now. */
  async refresh(): Promise<void> {
    const reading = (this.#readings += 1);
    try {
      const { results, problem, actions } = await this.#source.read();
      const all = results && !results.live ? [...actions, ...saveActions] : actions;
      if (reading === this.#readings) this.#link.update({ results, problem, actions: all });
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  end(): void {
    this.#readings += 1;
    this.#changes.dispose();
  }

  /** Of thousands of rows only those that have changed, where the page has the others. */
  #withoutKnownRows(message: Posted<ResultsState>): Posted<ResultsState> {
    const known = this.#posted;
    const { results } = message.state;
    this.#posted = results?.rows;
    if (!results || known?.length !== results.rows.length) return message;
    const changedRows = results.rows.flatMap((now, row) => (now === known[row] ? [] : { row, now }));
    return { ...message, state: { ...message.state, results: { ...results, rows: [] }, changedRows } };
  }

  async #actOnRow(action: RowAction, index: number): Promise<void> {
    const results = this.#link.state.results;
    const row = results?.rows[index];
    if (!results || !row) return;
    const isOffered =
      action === 'showInFile'
        ? isInFile(results, row)
        : results.attention.some((one) => one.row === index && one.actions.includes(action));
    if (isOffered) await this.#source.actOnRow(action, row);
  }
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
