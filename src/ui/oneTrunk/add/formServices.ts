import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../../core/outcome.ts';
import type { Trunk } from '../../../core/trunk.ts';
import { writeTrunkFile } from '../../../core/trunkYaml/writeTrunkFile.ts';
import { addTrunk } from '../addTrunk.ts';
import type { App } from '../../app.ts';
import { signInWhereNeeded } from '../../connections/askToSignIn.ts';
import { notify } from '../../base/notify.ts';
import type { TrunkFormServices } from './services.ts';

/** What the form needs, made of what the extension has. */
export function trunkFormServices(app: App): TrunkFormServices {
  return {
    onDidChangePbxes: (listener, thisArgs, disposables) =>
      vscode.Disposable.from(
        app.pbxes.onDidChangeConnections(listener, thisArgs, disposables),
        app.pbxes.onDidChangeSession(listener, thisArgs, disposables),
      ),

    pbxes: () =>
      Promise.all(
        app.pbxes.list().map(async (configured) => ({
          name: configured.name,
          host: 'connection' in configured ? new URL(configured.connection.url).host : '',
          signedIn: (await app.pbxes.state(configured.name)) === 'signedIn',
          ...('problem' in configured && { problem: configured.problem }),
        })),
      ),

    async addTrunk(pbx: string, trunk: Trunk): Promise<TrunkOutcome> {
      if (!(await signInWhereNeeded(app, [pbx]))) {
        const message = vscode.l10n.t('Not sent: you are not signed in to {0}.', pbx);
        return { pbx, trunkname: trunk.trunkname, outcome: 'failed', message };
      }
      const outcome = await addTrunk(app, pbx, trunk);
      tell(app, outcome);
      return outcome;
    },

    keepSecret: (suggestedName, value) => app.secrets.keepUnderFreeName(suggestedName, value),

    toYaml: (pbx, trunk) =>
      writeTrunkFile([
        {
          pbx,
          trunks: [
            Object.fromEntries(Object.entries(trunk).map(([field, template]) => [field, { template }])),
          ],
        },
      ]),
  };
}

function tell(app: App, { pbx, trunkname, outcome, message }: TrunkOutcome): void {
  switch (outcome) {
    case 'added':
      notify(app.log, 'info', vscode.l10n.t('{0} was added to {1}.', trunkname, pbx));
      break;
    case 'unchanged':
      notify(app.log, 'info', vscode.l10n.t('{0} is already on {1} with the same settings.', trunkname, pbx));
      break;
    case 'skipped':
      notify(
        app.log,
        'warning',
        vscode.l10n.t('{0} was not added to {1}: {2}', trunkname, pbx, message ?? ''),
        {
          [vscode.l10n.t('Edit SIP Trunk')]: () =>
            vscode.commands.executeCommand('pbx.editSipTrunk', { pbx, trunkname }),
        },
      );
      break;
    case 'unknown':
      notify(
        app.log,
        'error',
        vscode.l10n.t('Nobody knows whether {0} is on {1}: {2}', trunkname, pbx, message ?? ''),
      );
      break;
    case 'failed':
    case 'updated':
    case 'deleted':
    case 'restored':
      notify(app.log, 'error', vscode.l10n.t('{0} was not added to {1}: {2}', trunkname, pbx, message ?? ''));
  }
}
