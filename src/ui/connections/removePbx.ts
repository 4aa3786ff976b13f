import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import type { PbxServices } from './services.ts';
import { writeConnection } from './settings.ts';
import { shownAddress } from '../../core/shownAddress.ts';
import { askModal } from '../base/askModal.ts';
import { pbxNameOf } from '../base/arguments.ts';
import { pickPbx } from './pickPbx.ts';

/** *PBX: Remove PBX*: takes it out of the settings, with its password and token. The box itself is not touched. */
export async function run({ log, pbxes }: PbxServices, target?: unknown): Promise<void> {
  const name = pbxNameOf(target) ?? (await pickPbx({ pbxes }, vscode.l10n.t('Remove PBX')));
  if (name === undefined) return;
  const remove = vscode.l10n.t('Remove');
  const answer = await askModal({
    tone: 'warning',
    names: [name],
    message: vscode.l10n.t('Remove {0} from PBX Trunks?', shownAddress(name, pbxes.addressOf(name))),
    detail: [
      vscode.l10n.t(
        'Its settings, password and token are forgotten here. Nothing changes on the PBX itself.',
      ),
    ],
    buttons: [remove],
  });
  if (answer !== remove) return;
  await pbxes.forgetCredential(name);
  await writeConnection(name, undefined);
  log.info(vscode.l10n.t('{0} was removed.', outsideText(name)));
}
