import * as vscode from 'vscode';
import { outsideText } from '../../../core/outsideText.ts';
import { hasDodFields } from '../../../core/dodNumbers.ts';
import type { TrunkOutcome } from '../../../core/outcome.ts';
import type { Trunk } from '../../../core/trunk.ts';
import { writeTrunkFile } from '../../../core/trunkYaml/writeTrunkFile.ts';
import { addTrunk } from '../../../fleet/provision/provision.ts';
import type { OneTrunkServices } from '../services.ts';
import { askToAddAgain } from '../../provision/askToAddAgain.ts';
import { signInWhereNeeded } from '../../connections/askToSignIn.ts';
import type { Log } from '../../base/log.ts';
import { notify } from '../../base/notify.ts';
import type { Tone } from '../../base/showMessage.ts';
import type { TrunkFormServices } from './services.ts';

/** What the form needs, made of what the extension has. */
export function trunkFormServices(services: OneTrunkServices): TrunkFormServices {
  return {
    onDidChangePbxes: (listener, thisArgs, disposables) =>
      vscode.Disposable.from(
        services.pbxes.onDidChangeConnections(listener, thisArgs, disposables),
        services.pbxes.onDidChangeSession(listener, thisArgs, disposables),
      ),

    pbxes: () =>
      Promise.all(
        services.pbxes.list().map(async (configured) => ({
          name: configured.name,
          address: 'connection' in configured ? configured.connection.url : '',
          signedIn: (await services.pbxes.state(configured.name)) === 'signedIn',
          hasDodFields: 'connection' in configured && hasDodFields(configured.connection),
          ...('problem' in configured && { problem: configured.problem }),
        })),
      ),

    async addTrunk(pbx: string, trunk: Trunk): Promise<TrunkOutcome> {
      if (!(await signInWhereNeeded(services, [pbx]))) {
        const message = vscode.l10n.t('Not sent: you are not signed in to {0}.', outsideText(pbx));
        return { pbx, trunkname: trunk.trunkname, outcome: 'failed', message };
      }
      await askWhereAddedBefore(services, pbx, trunk.trunkname);
      const outcome = await addTrunk(services, pbx, trunk);
      tell(services.log, outcome);
      return outcome;
    },

    keepSecret: (suggestedName, value) => services.secrets.keepUnderFreeName(suggestedName, value),

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

/** Without a yes the run itself leaves the trunk out, and says why. */
async function askWhereAddedBefore(
  services: OneTrunkServices,
  pbx: string,
  trunkname: string,
): Promise<void> {
  const before = services.unlistedTrunks.of(services.pbxes.addressOf(pbx) ?? '');
  if (!before.has(trunkname)) return;
  await askToAddAgain(services, [{ pbx, trunkname, listedAs: before.get(trunkname) }]);
}

function tell(log: Log, { pbx, trunkname, outcome, message }: TrunkOutcome): void {
  const say = (tone: Tone, words: string, actions: Record<string, () => unknown> = {}) => {
    notify(log, tone, words, actions, [trunkname]);
  };
  switch (outcome) {
    case 'added':
      if (message === undefined)
        say('info', vscode.l10n.t('{0} was added to {1}.', outsideText(trunkname), outsideText(pbx)));
      else say('warning', `${outsideText(pbx)} · ${outsideText(trunkname)}: ${message}`);
      break;
    case 'unchanged':
      say(
        'info',
        vscode.l10n.t(
          '{0} is already on {1} with the same settings.',
          outsideText(trunkname),
          outsideText(pbx),
        ),
      );
      break;
    case 'skipped':
      say(
        'warning',
        vscode.l10n.t(
          '{0} was not added to {1}: {2}',
          outsideText(trunkname),
          outsideText(pbx),
          message ?? '',
        ),
        {
          [vscode.l10n.t('Edit SIP Trunk')]: () =>
            vscode.commands.executeCommand('pbx.editSipTrunk', { pbx, trunkname }),
        },
      );
      break;
    case 'unknown':
      say(
        'error',
        vscode.l10n.t(
          'Nobody knows whether {0} is on {1}: {2}',
          outsideText(trunkname),
          outsideText(pbx),
          message ?? '',
        ),
      );
      break;
    case 'failed':
    case 'updated':
    case 'deleted':
    case 'restored':
      say(
        'error',
        vscode.l10n.t(
          '{0} was not added to {1}: {2}',
          outsideText(trunkname),
          outsideText(pbx),
          message ?? '',
        ),
      );
  }
}
