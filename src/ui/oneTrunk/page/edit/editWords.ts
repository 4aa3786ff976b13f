import * as l10n from '@vscode/l10n';
import { outsideText } from '../../../../core/outsideText.ts';
import type { PostedOutcome } from '../../../webview/protocol.ts';
import type { OutcomeWords } from '../announcement.ts';

/** What became of an edit, in words. */
export function editOutcomeWords({ outcome, trunkname, pbx: name }: PostedOutcome): OutcomeWords {
  const [trunk, pbx] = [outsideText(trunkname), outsideText(name)];
  if (outcome === 'updated') return { tone: 'success', title: l10n.t('{0} was updated on {1}.', trunk, pbx) };
  if (outcome === 'unknown') {
    return {
      tone: 'warning',
      title: l10n.t('It is not known whether {0} was changed on {1}.', trunk, pbx),
      advice: l10n.t('Look at the PBX Explorer before you try again. The output channel PBX says more.'),
    };
  }
  return {
    tone: 'error',
    title: l10n.t('{0} was not changed on {1}.', trunk, pbx),
    advice: l10n.t('The output channel PBX says more.'),
  };
}
