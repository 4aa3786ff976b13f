import * as l10n from '@vscode/l10n';
import type { Outcome } from '../../../../core/outcome.ts';
import { outsideText } from '../../../../core/outsideText.ts';
import type { PostedOutcome } from '../../../webview/protocol.ts';
import type { OutcomeWords } from '../announcement.ts';

/** What became of adding a trunk, in words. */
export function addOutcomeWords({ outcome, trunkname, pbx: name }: PostedOutcome): OutcomeWords {
  const [trunk, pbx] = [outsideText(trunkname), outsideText(name)];
  const failed = (): OutcomeWords => ({
    tone: 'error',
    title: l10n.t('{0} was not added to {1}.', trunk, pbx),
    advice: l10n.t('The output channel PBX says more.'),
  });
  const words: Partial<Record<Outcome, () => OutcomeWords>> = {
    added: () => ({ tone: 'success', title: l10n.t('{0} was added to {1}.', trunk, pbx), done: true }),
    updated: () => ({ tone: 'success', title: l10n.t('{0} was updated on {1}.', trunk, pbx), done: true }),
    unchanged: () => ({
      tone: 'neutral',
      title: l10n.t('{0} is already on {1}, with the same settings.', trunk, pbx),
      advice: l10n.t('There was nothing to do.'),
      done: true,
    }),
    skipped: () => ({
      tone: 'warning',
      title: l10n.t('{0} was not added to {1}.', trunk, pbx),
      advice: l10n.t('Nothing was changed.'),
    }),
    unknown: () => ({
      tone: 'warning',
      title: l10n.t('It is not known whether {0} was added to {1}.', trunk, pbx),
      advice: l10n.t('Look at the PBX Explorer before you try again. The output channel PBX says more.'),
    }),
  };
  return (words[outcome] ?? failed)();
}
