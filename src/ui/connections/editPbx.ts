import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { dialectOf } from './askForConnection.ts';
import { configurePbx } from './configurePbx.ts';
import { pbxNameOf } from '../base/arguments.ts';
import { pickPbx } from './pickPbx.ts';

/** *PBX: Edit PBX…*: the dialog of *Add PBX…*, filled in. */
export async function run(app: App, target?: unknown): Promise<void> {
  const name = pbxNameOf(target) ?? (await pickPbx(app, vscode.l10n.t('Edit PBX')));
  const configured = name === undefined ? undefined : app.pbxes.find(name);
  if (name === undefined || !configured) return;
  const connection = 'connection' in configured ? configured.connection : undefined;
  await configurePbx(
    app,
    vscode.l10n.t('Edit PBX'),
    {
      name,
      ...(connection && {
        url: connection.url,
        username: connection.username,
        dialect: dialectOf(connection),
      }),
    },
    { previousName: name, certificate: connection?.certificate },
  );
}
