import * as vscode from 'vscode';
import type { DemoPbxServices } from './services.ts';
import { notify } from '../base/notify.ts';

/** *PBX: Stop Demo PBX*: ends it and takes it out of the settings. */
export async function run(services: DemoPbxServices): Promise<void> {
  const stopped = await (await services.demo()).stop({ forget: true });
  notify(
    services.log,
    'info',
    stopped
      ? vscode.l10n.t('The Demo PBX was stopped.')
      : vscode.l10n.t('The Demo PBX is not running in this window.'),
  );
}
