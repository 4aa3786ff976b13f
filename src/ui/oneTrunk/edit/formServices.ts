import * as vscode from 'vscode';
import { outsideText } from '../../../core/outsideText.ts';
import { wordList } from '../../../core/sentences.ts';
import { shownAddress } from '../../../core/shownAddress.ts';
import type { TrunkOutcome } from '../../../core/outcome.ts';
import { asPbxError } from '../../../pbx/errors.ts';
import { loadEditable } from '../../../pbx/provision/editableTrunk.ts';
import type { OneTrunkServices } from '../services.ts';
import { signInWhereNeeded } from '../../connections/askToSignIn.ts';
import { notify } from '../../base/notify.ts';
import type { Tone } from '../../base/showMessage.ts';
import { editOnPbx } from '../../../fleet/editOnPbx.ts';
import { logOutcome } from '../../../fleet/run.ts';
import { bothTexts } from './bothTexts.ts';
import type { TrunkEditServices } from './services.ts';

/** What the edit form needs, made of what the extension has. */
export function trunkEditServices(services: OneTrunkServices): TrunkEditServices {
  const signedIn = async (pbx: string, ask: boolean) => {
    if (ask) return await signInWhereNeeded(services, [pbx]);
    const state = await services.pbxes.state(pbx);
    return state !== 'signedOut' && state !== 'refused';
  };

  return {
    where: (name) => shownAddress(name, services.pbxes.addressOf(name)),

    async load({ pbx: name, trunkname }, { ask, signal }) {
      if (!(await signedIn(name, ask))) {
        return { problem: vscode.l10n.t('You are not signed in to {0}.', outsideText(name)) };
      }
      const { pbx, problem } = await services.pbxes.open(name);
      if (!pbx) return { problem };
      try {
        return await loadEditable(pbx, trunkname, signal);
      } catch (thrown) {
        return { problem: asPbxError(thrown).message };
      }
    },

    async edit({ pbx: name, trunkname }, loaded, trunk) {
      const failed = (message: string) => {
        const outcome: TrunkOutcome = { pbx: name, trunkname, outcome: 'failed', message };
        tell(services, outcome);
        return { outcome };
      };
      if (!(await signedIn(name, true))) {
        return failed(vscode.l10n.t('Not sent: you are not signed in to {0}.', outsideText(name)));
      }
      const { pbx, problem } = await services.pbxes.open(name);
      if (!pbx) return failed(problem);
      const result = await editOnPbx(services, pbx, loaded, trunk);
      if ('outcome' in result) tell(services, result.outcome);
      return result;
    },

    async showBoth({ pbx, trunkname }, conflict, back) {
      const words = vscode.l10n.t(
        '{0} was changed on {1} since you loaded it: {2}. Nothing was sent.',
        outsideText(trunkname),
        outsideText(pbx),
        wordList(conflict.fields),
      );
      services.log.warn(words);
      await services.planDocuments.showTexts(
        vscode.l10n.t('{0}: as you loaded it ↔ as it is now', outsideText(trunkname)),
        new Map([[pbx, bothTexts(pbx, conflict)]]),
      );
      notify(services.log, 'warning', words, { [vscode.l10n.t('Back to the Form')]: back }, [trunkname]);
    },
  };
}

function tell(services: OneTrunkServices, outcome: TrunkOutcome): void {
  const { pbx, trunkname, message = '' } = outcome;
  const say = (tone: Tone, words: string) => {
    notify(services.log, tone, words, {}, [trunkname]);
  };
  logOutcome(services.log, outcome);
  if (outcome.outcome === 'updated') {
    say('info', vscode.l10n.t('{0} was updated on {1}.', outsideText(trunkname), outsideText(pbx)));
  } else if (outcome.outcome === 'unknown') {
    say(
      'error',
      vscode.l10n.t(
        'Nobody knows whether {0} was changed on {1}: {2}',
        outsideText(trunkname),
        outsideText(pbx),
        message,
      ),
    );
  } else {
    say(
      'error',
      vscode.l10n.t('{0} was not changed on {1}: {2}', outsideText(trunkname), outsideText(pbx), message),
    );
  }
}
