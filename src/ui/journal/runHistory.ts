import * as vscode from 'vscode';
import { localTime } from '../../core/localTime.ts';
import { countWords } from '../../core/outcome.ts';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import type { RunPart } from '../../fleet/journal/storedRun.ts';
import { notify } from '../base/notify.ts';
import { pickOne } from '../base/quickInput.ts';
import type { JournalServices } from './services.ts';

/** How many files or PBXes a row names. */
const mostNames = 5;

/** *PBX: Run History…*: the last runs of all windows, the newest first; the chosen one opens as its report. */
export async function run({ log, journal, reports }: JournalServices): Promise<void> {
  const runs = await (await journal()).history();
  const items = runs.flatMap(({ id, parts }) =>
    parts.map((part, index) => ({ ...rowOf(part), show: () => reports.keep(id, index, part) })).reverse(),
  );
  if (items.length === 0) {
    notify(log, 'info', vscode.l10n.t('No run is kept yet. Provision a trunk YAML, and it will be here.'));
    return;
  }
  const chosen = await pickOne(items, {
    title: vscode.l10n.t('Run History'),
    placeHolder: vscode.l10n.t('Choose a run to open its report'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen) await reports.open(chosen.show());
}

function rowOf({ action, startedAt, endedAt, cancelled, outcomes, files, pbxes, user }: RunPart) {
  const counts = countWords(outcomes);
  const word = {
    provision: vscode.l10n.t('Provisioning'),
    continue: vscode.l10n.t('Continuation'),
    undo: vscode.l10n.t('Undo'),
  }[action];
  const end = cancelled
    ? vscode.l10n.t('Cancelled: {0}.', counts)
    : endedAt === undefined
      ? vscode.l10n.t('No end yet: {0}.', counts)
      : vscode.l10n.t('{0}.', counts);
  return {
    label: localTime(startedAt),
    description: `${word} · ${end}`,
    detail: [
      [files, pbxes.map(({ name }) => name)].map((names) => shortOutsideList(names, mostNames)).join(' → '),
      ...(user === undefined ? [] : [outsideText(user)]),
    ].join(' · '),
  };
}
