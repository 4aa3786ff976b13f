import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { notify } from '../base/notify.ts';

/** *PBX: Stop Demo PBX*: ends it and takes it out of the settings. */
export async function run(app: App): Promise<void> {
  const stopped = await (await app.demo()).stop({ forget: true });
  notify(
    app.log,
    'info',
    stopped
      ? vscode.l10n.t('The Demo PBX was stopped.')
      : vscode.l10n.t('The Demo PBX is not running in this window.'),
  );
}
