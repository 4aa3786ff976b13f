import * as vscode from 'vscode';
import type { DemoPbxServices } from './services.ts';
import { notify } from '../base/notify.ts';

/** *PBX: Start Demo PBX*: a PBX inside the extension, configured as `demo` and signed in. */
export async function run(services: DemoPbxServices): Promise<{ pbx: string; url: string } | undefined> {
  const started = await (await services.demo()).start();
  if (!started) return undefined;
  const { explorer, log, pbxes } = services;
  log.info(vscode.l10n.t('The Demo PBX runs at {0}.', started.url));
  pbxes.trunksChanged(started.pbx);
  await explorer.reveal(started.pbx);
  notify(
    log,
    'info',
    vscode.l10n.t(
      'The Demo PBX runs as “{0}”, and you are signed in to it. Try it out: nothing leaves this computer.',
      started.pbx,
    ),
    {
      [vscode.l10n.t('Add SIP Trunk')]: () =>
        vscode.commands.executeCommand('pbx.addSipTrunk', { pbx: started.pbx }),
    },
  );
  return started;
}
