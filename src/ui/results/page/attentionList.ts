import * as l10n from '@vscode/l10n';
import { outsideText } from '../../../core/outsideText.ts';
import { element } from '../../webview/page/dom.ts';
import type { Attention, Results, RowAction } from '../protocol.ts';
import { outcomeMark } from './outcomeMark.ts';
import { rowName, rowWords } from './rowWords.ts';

/** What needs attention, each with what can be done about it beside it. */
export function attentionList(results: Results, act: (action: RowAction, row: number) => void): HTMLElement {
  const { attention, attentionLeft } = results;
  const list = element('ul', { class: 'attention' }, ...attention.map((one) => entry(results, one, act)));
  if (attentionLeft > 0) {
    list.append(
      element('li', { class: 'left' }, l10n.t('{0} more stand in the table below.', attentionLeft)),
    );
  }
  return list;
}

function entry(
  { rows, groups }: Results,
  { row, more, actions }: Attention,
  act: (action: RowAction, row: number) => void,
): HTMLElement | undefined {
  const one = rows[row];
  if (!one) return undefined;
  const trunk = rowName(one);
  const pbx = outsideText(one.pbx);
  const name = more === 0 ? trunk : l10n.t('{0} and {1} more', trunk, more);
  const place = [name, pbx].filter((part) => part !== '').join(' · ');
  return element(
    'li',
    {},
    element('p', { class: 'what' }, outcomeMark(groups, one.outcome), ' ', element('strong', {}, place)),
    // The others stand elsewhere.
    ...rowWords(more === 0 ? one : { ...one, place: undefined }).map((text) =>
      element('p', { class: 'why' }, text),
    ),
    element(
      'div',
      { class: 'buttons' },
      ...actions.map((action) => {
        const made = element('vscode-button', { secondary: '' }, actionWords(action));
        // Several buttons have the same words: only this tells a screen reader which trunk is meant.
        made.ariaLabel = `${actionWords(action)} ${place}`;
        made.addEventListener('click', () => {
          act(action, row);
        });
        return made;
      }),
    ),
  );
}

function actionWords(action: RowAction): string {
  switch (action) {
    case 'signIn':
      return l10n.t('Sign In…');
    case 'plan':
      return l10n.t('Plan');
    case 'edit':
      return l10n.t('Edit');
    case 'showInFile':
      return l10n.t('Show in File');
  }
}
