import * as l10n from '@vscode/l10n';
import { outsideText } from '../../../../core/outsideText.ts';
import type { TrunkType } from '../../../../core/trunk.ts';
import type { Change } from '../../edit/protocol.ts';
import { element } from '../../../webview/page/dom.ts';
import { parameterName } from '../fields/fieldFrame.ts';
import { fieldWords } from '../fields/fieldWords.ts';

/** How much of a value is read, in code points. */
const longestValue = 500;

/** Field by field, what was and what will be (or is); of a password only `passwordWords`. */
export function changeList(changes: readonly Change[], type: TrunkType, passwordWords: string): HTMLElement {
  return element(
    'dl',
    { class: 'changes' },
    ...changes.map((change) =>
      element(
        'div',
        { class: 'change', 'data-change': change.field },
        element('dt', {}, labelOf(change.field, type), ' ', parameterName(change.field)),
        change.field === 'password'
          ? element('dd', {}, passwordWords)
          : element(
              'dd',
              {},
              value('del', change.field, change.from),
              element('span', { class: 'arrow', 'aria-hidden': 'true' }, ' → '),
              element('span', { class: 'for-screen-readers' }, ` ${l10n.t('becomes')} `),
              value('ins', change.field, change.to),
            ),
      ),
    ),
  );
}

function labelOf(field: Change['field'], type: TrunkType): string {
  return field === 'trunktype' ? l10n.t('Trunk type') : fieldWords(field, type).label;
}

function value(tag: 'del' | 'ins', field: Change['field'], text: string): HTMLElement {
  if (text !== '') return element(tag, {}, outsideText(text, longestValue));
  const blank = field === 'domain' ? l10n.t('same as the host') : l10n.t('blank');
  return element(tag, { class: 'blank' }, blank);
}
