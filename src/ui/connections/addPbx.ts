import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { configurePbx } from './configurePbx.ts';

/** *PBX: Add PBX…* */
export async function run(app: App): Promise<void> {
  await configurePbx(app, vscode.l10n.t('Add PBX'), {});
}
