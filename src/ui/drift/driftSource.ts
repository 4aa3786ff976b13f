import * as vscode from 'vscode';
import { checkedFolderSchema, type CheckedFolder } from '../../fleet/drift/checkedFolder.ts';
import { driftText } from '../../fleet/drift/driftText.ts';
import { resultOf } from '../../fleet/drift/pbxDrift.ts';
import { placeOf } from '../../fleet/drift/placeOf.ts';
import type { ResultsSource, ResultsTexts } from '../results/conversation.ts';
import type { ResultsState, Row, RowAction, SourceAction } from '../results/protocol.ts';
import { checkAsking } from './checkAsking.ts';
import { driftResults } from './driftResults.ts';
import { driftId, driftTitle } from './driftUri.ts';
import type { DriftServices } from './services.ts';

/** A drift, and what can be done about it. */
export class DriftSource implements ResultsSource {
  readonly #services: DriftServices;
  readonly #uri: vscode.Uri;
  readonly #checkedAgain = new vscode.EventEmitter<undefined>();

  constructor(services: DriftServices, uri: vscode.Uri) {
    this.#services = services;
    this.#uri = uri;
  }

  async read(): Promise<Omit<ResultsState, 'about'>> {
    const checked = await this.#checked();
    if (!checked) {
      return {
        problem: vscode.l10n.t('This drift is no longer kept. Check the folder again.'),
        actions: [],
      };
    }
    const { pbxes } = this.#services;
    const unasked = checked.drifts.filter((drift) => drift.unasked).map(({ pbx }) => pbx);
    const states = await Promise.all(unasked.map((pbx) => pbxes.state(pbx)));
    const signedOut = unasked.filter((_, index) => ['signedOut', 'refused'].includes(states[index] ?? ''));
    const results = driftResults(checked, new Set(signedOut));
    const canPlan = results.groups.some(({ outcome }) => outcome === 'missing' || outcome === 'different');
    return {
      results,
      actions: ['checkAgain', ...(canPlan ? (['plan'] as const) : [])],
    };
  }

  onDidChange(listener: () => void): vscode.Disposable {
    const { pbxes } = this.#services;
    return vscode.Disposable.from(
      pbxes.onDidChangeSession(listener),
      pbxes.onDidChangeConnections(listener),
      this.#checkedAgain.event(listener),
    );
  }

  async actOnRow(action: RowAction, { pbx, trunkname, place }: Row): Promise<void> {
    switch (action) {
      case 'signIn':
        await vscode.commands.executeCommand('pbx.signIn', { pbx });
        break;
      case 'edit':
        await vscode.commands.executeCommand('pbx.editSipTrunk', { pbx, trunkname });
        break;
      case 'plan':
        await this.#plan(await this.#checked(), pbx);
        break;
      case 'showInFile':
        await showPlace(await this.#checked(), place);
    }
  }

  async act(action: SourceAction): Promise<void> {
    const checked = await this.#checked();
    if (!checked) return;
    if (action === 'plan') await this.#plan(checked);
    if (action === 'checkAgain') await this.#checkAgain(checked);
  }

  async texts(): Promise<ResultsTexts | undefined> {
    const checked = await this.#checked();
    return checked && { name: driftTitle(this.#uri), markdown: driftText(checked), json: driftJson(checked) };
  }

  async #checked(): Promise<CheckedFolder | undefined> {
    const kept = await this.#services.keptResults.read(driftId(this.#uri));
    return checkedFolderSchema.safeParse(kept).data;
  }

  async #checkAgain({ folders, only }: CheckedFolder): Promise<void> {
    const uris = folders.map((folder) => vscode.Uri.parse(folder));
    const again = await checkAsking(this.#services, uris, only);
    if (!again) return;
    await this.#services.keptResults.replace(driftId(this.#uri), again);
    this.#checkedAgain.fire(undefined);
  }

  /** Plans the files of a PBX for it alone, or those of all that differ. */
  async #plan(checked: CheckedFolder | undefined, pbx?: string): Promise<void> {
    const { drifts, files } = checked ?? { drifts: [], files: [] };
    const names = drifts
      .filter(({ missing, different }) => missing.length + different.length > 0)
      .map((drift) => drift.pbx)
      .filter((name) => pbx === undefined || name === pbx);
    const uris = files
      .filter(({ pbxNames }) => pbxNames.some((name) => names.includes(name)))
      .map(({ uri }) => vscode.Uri.parse(uri));
    if (uris.length === 0) return;
    const options = names.length === 1 ? { only: names[0] } : {};
    await vscode.commands.executeCommand('pbx.planTrunks', uris, options);
  }
}

async function showPlace(checked: CheckedFolder | undefined, text: string | undefined): Promise<void> {
  const place = text === undefined ? undefined : placeOf(text);
  const file = checked?.files.find(({ name }) => name === place?.name);
  if (!place || !file) return;
  const at = new vscode.Position(place.line - 1, place.column - 1);
  await vscode.window.showTextDocument(vscode.Uri.parse(file.uri), { selection: new vscode.Range(at, at) });
}

/** What automation gets, with what was checked and when. */
function driftJson({ name, at, files, drifts }: CheckedFolder): string {
  const story = { folder: name, at, files: files.map((file) => file.name), drifts: drifts.map(resultOf) };
  return `${JSON.stringify(story, null, 2)}\n`;
}
