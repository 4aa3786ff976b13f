import * as vscode from 'vscode';
import type { ConnectionsServices } from './services.ts';
import { dialectOf } from './askForConnection.ts';
import { configurePbx } from './configurePbx.ts';
import { pbxNameOf } from '../base/arguments.ts';
import { pickPbx } from './pickPbx.ts';

/** *PBX: Edit PBX…*: the dialog of *Add PBX…*, filled in. */
export async function run(services: ConnectionsServices, target?: unknown): Promise<void> {
  const name = pbxNameOf(target) ?? (await pickPbx(services, vscode.l10n.t('Edit PBX')));
  const configured = name === undefined ? undefined : services.pbxes.find(name);
  if (name === undefined || !configured) return;
  const connection = 'connection' in configured ? configured.connection : undefined;
  await configurePbx(
    services,
    vscode.l10n.t('Edit PBX'),
    {
      name,
      ...(connection && {
        url: connection.url,
        username: connection.username,
        dialect: dialectOf(connection),
      }),
    },
    { previousName: name },
  );
}
