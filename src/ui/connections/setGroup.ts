import * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import { pbxNamesOf } from '../base/arguments.ts';
import { askForLine, pickOne } from '../base/quickInput.ts';
import { pickPbxes } from './pickPbx.ts';
import type { ConnectionsServices } from './services.ts';
import { writeGroup } from './settings.ts';

/** *PBX: Set Group…*: puts the PBXes that are selected, or all of a group, into one, or into none. */
export async function run(
  services: ConnectionsServices,
  target?: unknown,
  selection?: unknown,
): Promise<void> {
  const title = vscode.l10n.t('Set Group');
  const named = pbxNamesOf(target, selection);
  const names =
    named.length > 0
      ? named
      : await pickPbxes(services, title, vscode.l10n.t('Choose the PBXes that the group is to have'));
  if (!names) return;
  const answer = await askForGroup(services, names, title);
  if (!answer) return;
  await writeGroup(names, answer.group);
  const [first] = names;
  if (first !== undefined) await services.explorer.reveal(first, false);
}

/** Undefined when the user left; without a group when there is to be none. */
async function askForGroup(
  { pbxes }: ConnectionsServices,
  names: readonly string[],
  title: string,
): Promise<{ group?: string } | undefined> {
  const all = pbxes.list();
  const groups = [...new Set(all.flatMap(({ group }) => group ?? []))].sort(byName);
  const own = new Set(all.filter(({ name }) => names.includes(name)).map(({ group }) => group));
  if (groups.length === 0) return await askForNewGroup(title);
  const items = [
    ...groups.map((group) => ({
      label: group,
      iconPath: new vscode.ThemeIcon('server-environment'),
      group,
      ...(own.size === 1 && own.has(group) && { description: vscode.l10n.t('current') }),
    })),
    { label: vscode.l10n.t('New Group…'), iconPath: new vscode.ThemeIcon('add'), isNew: true },
    ...(own.size === 1 && own.has(undefined)
      ? []
      : [{ label: vscode.l10n.t('No Group'), iconPath: new vscode.ThemeIcon('circle-slash') }]),
  ];
  const chosen = await pickOne<vscode.QuickPickItem & { group?: string | undefined; isNew?: boolean }>(
    items,
    {
      title,
      placeHolder:
        names.length === 1
          ? vscode.l10n.t('Choose the group of {0}', names[0] ?? '')
          : vscode.l10n.t('Choose the group of {0} PBXes', names.length),
      names,
    },
  );
  if (!chosen) return undefined;
  if (chosen.isNew) return await askForNewGroup(title);
  return chosen.group === undefined ? {} : { group: chosen.group };
}

async function askForNewGroup(title: string): Promise<{ group: string } | undefined> {
  const name = await askForLine({
    title,
    prompt: vscode.l10n.t(
      'The name of the group. In a trunk file, {0} means all PBXes of it.',
      'pbx: "@name"',
    ),
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A group needs a name.') : undefined),
  });
  return name === undefined ? undefined : { group: name.trim() };
}
