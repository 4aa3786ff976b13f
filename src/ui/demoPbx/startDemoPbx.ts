import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { notify } from '../base/notify.ts';

/** *PBX: Start Demo PBX*: a PBX inside the extension, configured as `demo` and signed in. */
export async function run(app: App): Promise<{ pbx: string; url: string } | undefined> {
  const started = await (await app.demo()).start();
  if (!started) return undefined;
  app.log.info(vscode.l10n.t('The Demo PBX runs at {0}.', started.url));
  app.pbxes.trunksChanged(started.pbx);
  await app.explorer.reveal(started.pbx);
  notify(
    app.log,
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
