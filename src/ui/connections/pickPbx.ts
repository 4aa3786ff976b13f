import * as vscode from 'vscode';
import { allNamed, pbxGroups } from '../../core/pbxGroups.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { pickOne, pickSeveral } from '../base/quickInput.ts';
import { showMessage } from '../base/showMessage.ts';
import type { PbxServices } from './services.ts';

/** How many PBXes of a group are named; the others are counted. */
const maxMembers = 3;

/** Asks for a PBX where there are several; with one there is nothing to ask. Undefined when the user leaves. */
export async function pickPbx(
  { pbxes }: Pick<PbxServices, 'pbxes'>,
  title: string,
): Promise<string | undefined> {
  const configured = pbxes.list();
  if (configured.length === 0) {
    const add = vscode.l10n.t('Add PBX…');
    const demo = vscode.l10n.t('Start Demo PBX');
    const chosen = await showMessage(
      'info',
      vscode.l10n.t('No PBX is configured yet. Add one of yours, or try the Demo PBX.'),
      [add, demo],
    );
    if (chosen === add) await vscode.commands.executeCommand('pbx.addPbx');
    if (chosen === demo) await vscode.commands.executeCommand('pbx.startDemoPbx');
    return undefined;
  }
  if (configured.length === 1) return configured[0]?.name;
  const item = await pickOne(pbxItems({ pbxes }), {
    title,
    placeHolder: vscode.l10n.t('Choose a PBX'),
  });
  return item?.name;
}

/** Asks for PBXes where there are several, by themselves or by their groups. Undefined when the user leaves or chooses none. */
export async function pickPbxes(
  { pbxes }: Pick<PbxServices, 'pbxes'>,
  title: string,
  placeHolder: string,
): Promise<string[] | undefined> {
  if (pbxes.list().length <= 1) {
    const only = await pickPbx({ pbxes }, title);
    return only === undefined ? undefined : [only];
  }
  const names = await pickNames({ pbxes }, { title, placeHolder });
  return names === undefined || names.length === 0 ? undefined : allNamed(names, pbxGroups(pbxes.list()));
}

/** Asks for PBXes and groups as a trunk file names them. Undefined when the user leaves. */
export async function pickNames(
  { pbxes }: Pick<PbxServices, 'pbxes'>,
  options: vscode.QuickPickOptions,
): Promise<string[] | undefined> {
  const groups = [...pbxGroups(pbxes.list())].map(([name, members]) => ({
    name,
    label: name,
    description: shortOutsideList(members, maxMembers),
  }));
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, name: '' });
  const items = pbxItems({ pbxes });
  const chosen = await pickSeveral(
    groups.length === 0
      ? items
      : [separator(vscode.l10n.t('Groups')), ...groups, separator(vscode.l10n.t('PBXes')), ...items],
    options,
  );
  return chosen?.map(({ name }) => name);
}

/** The configured PBXes as items of a quick pick. */
function pbxItems({ pbxes }: Pick<PbxServices, 'pbxes'>): (vscode.QuickPickItem & { name: string })[] {
  return pbxes.list().map((one) => ({
    name: one.name,
    label: one.name,
    description: [
      'connection' in one ? new URL(one.connection.url).host : vscode.l10n.t('settings not complete'),
      ...(one.group === undefined ? [] : [one.group]),
    ].join(' · '),
  }));
}
