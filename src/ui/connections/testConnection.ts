import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { wordList } from '../../core/sentences.ts';
import type { TestStep } from '../../pbx/checkConnection.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { ConnectionsServices } from './services.ts';
import type { CommandId } from '../base/commandIds.ts';
import { requestTimeout } from './settings.ts';
import { stepWords } from './stepWords.ts';
import { ticketText } from './ticketText.ts';
import { whyNoAutomation } from '../base/trust.ts';
import { copySentences } from '../base/clipboard.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress } from '../base/progress.ts';
import { pbxNameOf } from '../base/arguments.ts';
import { namesPbx, readCallOf } from '../base/readObjectCall.ts';
import { pickPbx } from './pickPbx.ts';

/** *PBX: Test Connection*: walks the way to a PBX and says where it ends. With `{ pbx }` it only returns the steps. */
export async function run(
  { log, pbxes, version }: ConnectionsServices,
  target?: unknown,
): Promise<{ steps: TestStep[] } | undefined> {
  const silent = namesPbx(target);
  const { problem: wrong } = readCallOf(log, 'pbx.testConnection', target, namesPbx);
  if (wrong !== undefined) return noStep(wrong);
  const named = pbxNameOf(target);
  if (silent && named === undefined) return noStep(vscode.l10n.t('Name the PBX: {0}.', 'pbx'));
  const refused = silent ? whyNoAutomation() : undefined;
  if (refused !== undefined) return noStep(refused);
  const name = named ?? (await pickPbx({ pbxes }, vscode.l10n.t('Test Connection')));
  if (name === undefined) return undefined;
  const [{ pbx, problem }, { testConnection }] = await Promise.all([
    pbxes.open(name),
    import('../../pbx/checkConnection.ts'),
  ]);
  if (!pbx) {
    if (!silent) notify(log, 'error', problem);
    return noStep(problem);
  }
  const test = (signal: AbortSignal) => testConnection(pbx, requestTimeout(), signal);
  if (silent) return { steps: (await test(new AbortController().signal)).steps };

  const result = await askWithProgress(
    (signal) =>
      test(signal).catch((error: unknown) => {
        if (error instanceof PbxError && error.kind === 'cancelled') return undefined;
        throw error;
      }),
    vscode.l10n.t('Testing the connection to {0}…', outsideText(name)),
  );
  if (!result) return undefined;
  const text = ticketText(name, pbx.connection, result, version);
  log.lines(text.split('\n'));
  const failed = result.steps.find(({ ok }) => !ok);
  notify(
    log,
    failed ? 'warning' : 'info',
    failed
      ? vscode.l10n.t(
          'The test of {0} ended at: {1}. {2}',
          outsideText(name),
          stepWords(failed.step),
          failed.message,
        )
      : vscode.l10n.t(
          'The connection to {0} works: {1}.',
          outsideText(name),
          wordList(result.steps.map(({ step }) => stepWords(step))),
        ),
    {
      ...(failed && nextStep(name, failed)),
      [vscode.l10n.t('Copy for Ticket')]: () => copySentences(text),
    },
  );
  return { steps: result.steps };
}

/** What most likely mends a step. */
function nextStep(pbx: string, { step }: TestStep): Record<string, () => unknown> {
  const [title, command]: [string, CommandId] =
    step === 'signIn'
      ? [vscode.l10n.t('Sign In…'), 'pbx.signIn']
      : [vscode.l10n.t('Edit PBX…'), 'pbx.editPbx'];
  return { [title]: () => vscode.commands.executeCommand(command, { pbx }) };
}

/** There is nothing to connect to. */
function noStep(message: string): { steps: TestStep[] } {
  return { steps: [{ step: 'settings', ok: false, message }] };
}
