import * as vscode from 'vscode';
import type { Fleet } from '../../fleet/ports.ts';
import { outsideText } from '../../core/outsideText.ts';
import { shownAddress } from '../../core/shownAddress.ts';
import { askModal } from '../base/askModal.ts';

/** A trunk that was added before and that its PBX did not list under its name. */
export interface AddedBefore {
  pbx: string;
  trunkname: string;
  listedAs: string | undefined;
}

/**
 * Asks whether trunks are to be added again that a PBX took before but did not list. After a yes nothing stands against them.
 * @returns undefined when the user left.
 */
export async function askToAddAgain(
  { pbxes, unlistedTrunks }: Pick<Fleet, 'pbxes' | 'unlistedTrunks'>,
  trunks: readonly AddedBefore[],
): Promise<boolean | undefined> {
  const again = vscode.l10n.t('Add Again');
  const leaveOut = vscode.l10n.t('Leave Out');
  const answer = await askModal({
    tone: 'warning',
    names: trunks.flatMap(({ trunkname, listedAs = '' }) => [trunkname, listedAs]),
    message:
      trunks.length === 1
        ? vscode.l10n.t('1 trunk was added before, but its PBX did not list it under its name. Add it again?')
        : vscode.l10n.t(
            '{0} trunks were added before, but their PBXes did not list them under their names. Add them again?',
            trunks.length,
          ),
    detail: [
      ...trunks.map(({ pbx, trunkname, listedAs }) => {
        const [name, where] = [outsideText(trunkname), shownAddress(pbx, pbxes.addressOf(pbx))];
        return listedAs === undefined
          ? vscode.l10n.t('{0} on {1}', name, where)
          : vscode.l10n.t('{0} on {1}, listed as {2}', name, where, outsideText(listedAs));
      }),
      '',
      vscode.l10n.t('Look at the web page of the PBX first: if the trunk is there, it would be there twice.'),
    ],
    buttons: [again, leaveOut],
  });
  if (answer === again) {
    for (const { pbx, trunkname } of trunks) {
      const url = pbxes.addressOf(pbx);
      if (url !== undefined) unlistedTrunks.forget(url, trunkname);
    }
  }
  return answer === undefined ? undefined : answer === again;
}
