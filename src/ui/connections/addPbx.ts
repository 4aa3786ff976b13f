import * as vscode from 'vscode';
import type { ConnectionsServices } from './services.ts';
import { configurePbx } from './configurePbx.ts';

/** *PBX: Add PBX…* */
export async function run(services: ConnectionsServices): Promise<void> {
  await configurePbx(services, vscode.l10n.t('Add PBX'), {});
}
