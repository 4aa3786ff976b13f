import * as vscode from 'vscode';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { attentionOf } from '../../fleet/journal/attention.ts';
import { jsonOf } from '../../fleet/journal/reportJson.ts';
import { reportText } from '../../fleet/journal/reportText.ts';
import { canContinue, stoppedShort, type RunPart, type StoredRun } from '../../fleet/journal/storedRun.ts';
import { canUndo } from '../../fleet/undo/undoSteps.ts';
import type { ResultsSource, ResultsTexts } from '../results/conversation.ts';
import type { ResultsState, SourceAction, Row, RowAction } from '../results/protocol.ts';
import { showTrunkInFile } from '../trunkFiles/showTrunkInFile.ts';
import type { BackgroundReader } from '../trunkFiles/backgroundReader.ts';
import { liveResults } from './liveResults.ts';
import { reportResults } from './reportResults.ts';
import type { JournalServices } from './services.ts';
import { unlistedAmong } from './unlistedAmong.ts';

/** What it takes to show the report of a run as a page. */
export interface ReportPageServices extends Pick<
  JournalServices,
  'log' | 'pbxes' | 'reports' | 'journal' | 'unlistedTrunks'
> {
  /** What finds a trunk in its file. */
  reader(): Promise<Pick<BackgroundReader, 'outline'>>;
}

/** The report of a part of a run, and what can be done about it. */
export class ReportSource implements ResultsSource {
  readonly #services: ReportPageServices;
  readonly #uri: vscode.Uri;
  /** What was read of it: it outlives what is kept of many reports. */
  #part: RunPart | undefined;

  constructor(services: ReportPageServices, uri: vscode.Uri) {
    this.#services = services;
    this.#uri = uri;
  }

  async read(): Promise<Omit<ResultsState, 'about' | 'changedRows'>> {
    const { pbxes, journal, reports } = this.#services;
    const live = reports.liveOf(this.#uri);
    if (live) return { results: liveResults(live), actions: live.stop.cancel ? ['cancel'] : [] };
    const part = await this.#read();
    if (!part) return { problem: vscode.l10n.t('This report is no longer kept.'), actions: [] };
    const unlisted = unlistedAmong(this.#services, part.outcomes);
    const sameBox = new Set(
      part.pbxes.filter(({ name, url }) => pbxes.addressOf(name) === url).map(({ name }) => name),
    );
    const bad = new Set(attentionOf(part.outcomes).map(({ row }) => part.outcomes[row]?.pbx ?? ''));
    const states = await Promise.all(
      [...bad].filter((pbx) => sameBox.has(pbx)).map(async (pbx) => [pbx, await pbxes.state(pbx)] as const),
    );
    const signedOut = new Set(
      states.flatMap(([pbx, state]) => (state === 'signedOut' || state === 'refused' ? [pbx] : [])),
    );
    const opened = await journal();
    const results = reportResults(part, { unlisted, signedOut, sameBox });
    const run = reports.runOf(this.#uri) ?? '';
    if (part.endedAt === undefined && (await opened.isUnderWayElsewhere({ id: run }))) {
      const headline = vscode.l10n.t(
        'Under way in another window: {0} of {1} trunks done.',
        part.outcomes.length,
        part.trunks,
      );
      return { results: { ...results, headline }, actions: [] };
    }
    const last = opened.busy ? undefined : await opened.last();
    return {
      results,
      actions: [...this.#actionsOf(part, last), ...(filesOf(part).length > 0 ? (['plan'] as const) : [])],
    };
  }

  onDidChange(listener: () => void): vscode.Disposable {
    const { pbxes, reports } = this.#services;
    const live = reports.liveOf(this.#uri);
    return vscode.Disposable.from(
      pbxes.onDidChangeSession(listener),
      pbxes.onDidChangeConnections(listener),
      reports.onDidChangeRuns(listener),
      ...(live ? [live.onDidChange(listener)] : []),
    );
  }

  async actOnRow(action: RowAction, { pbx, trunkname }: Row): Promise<void> {
    switch (action) {
      case 'signIn':
        await vscode.commands.executeCommand('pbx.signIn', { pbx });
        break;
      case 'edit':
        await vscode.commands.executeCommand('pbx.editSipTrunk', { pbx, trunkname });
        break;
      case 'plan':
        await this.act('plan');
        break;
      case 'showInFile': {
        const part = await this.#read();
        await showTrunkInFile(
          await this.#services.reader(),
          part ? filesOf(part) : [],
          { pbx, trunkname },
          pbxGroups(this.#services.pbxes.list()),
        );
      }
    }
  }

  async act(action: SourceAction): Promise<void> {
    const run = this.#services.reports.runOf(this.#uri);
    if (action === 'cancel') {
      this.#services.reports.liveOf(this.#uri)?.stop.cancel?.();
      return;
    }
    const part = await this.#read();
    if (!part) return;
    switch (action) {
      case 'continue':
      case 'tryAgain':
        await vscode.commands.executeCommand(
          part.action === 'undo' ? 'pbx.undoLastRun' : 'pbx.continueLastRun',
          { run },
        );
        break;
      case 'undo':
        await vscode.commands.executeCommand('pbx.undoLastRun', { run });
        break;
      case 'plan':
        await vscode.commands.executeCommand('pbx.planTrunks', filesOf(part));
        break;
      // What a drift offers.
      case 'checkAgain':
    }
  }

  async texts(): Promise<ResultsTexts | undefined> {
    const part = await this.#read();
    const name = this.#services.reports.nameOf(this.#uri);
    return part && { name, markdown: reportText(part), json: jsonOf(part) };
  }

  async #read(): Promise<RunPart | undefined> {
    return (this.#part = (await this.#services.reports.partOf(this.#uri)) ?? this.#part);
  }

  /** How to go on: only from the last part of the last run. */
  #actionsOf(part: RunPart, last: StoredRun | undefined): SourceAction[] {
    const { reports } = this.#services;
    const kept = last && reports.keepLast(last);
    if (!last || kept?.query !== this.#uri.query) return [];
    if (part.action === 'undo') return stoppedShort(part) ? ['tryAgain'] : [];
    const isShort = part.cancelled || part.endedAt === undefined;
    return [
      ...(canContinue(last) ? [isShort ? ('continue' as const) : ('tryAgain' as const)] : []),
      ...(canUndo(last) ? ['undo' as const] : []),
    ];
  }
}

/** The trunk files that the part was made of. */
function filesOf({ request }: RunPart): vscode.Uri[] {
  return (request?.uris ?? []).map((uri) => vscode.Uri.parse(uri));
}
