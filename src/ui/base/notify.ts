import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { showMessage, type Tone } from './showMessage.ts';

/**
 * Shows a notification with *Show Output*, and the caller's own actions before it. Does not wait for an answer.
 * @param names what it is about beside the PBXes of the settings: it stays legible, though a secret be the same.
 */
export function notify(
  log: Log,
  tone: Tone,
  message: string,
  actions: Record<string, () => unknown> = {},
  names: readonly string[] = [],
): void {
  const all: Record<string, () => unknown> = {
    ...actions,
    [vscode.l10n.t('Show Output')]: () => {
      log.show();
    },
  };
  void showMessage(tone, message, Object.keys(all), names).then((chosen) =>
    chosen === undefined ? undefined : all[chosen]?.(),
  );
}

/** Shows and logs what made a command fail. An error that is not one of ours is a defect, and says so. */
export function showFailure(log: Log, command: string, error: unknown): void {
  log.error(error);
  const expected = error instanceof Error && ['PbxError', 'SettingsError'].includes(error.name);
  notify(
    log,
    'error',
    expected
      ? error.message
      : vscode.l10n.t('{0} stopped because of a fault in PBX Trunks. The output has the details.', command),
  );
}
