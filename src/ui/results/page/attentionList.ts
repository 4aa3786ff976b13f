import * as l10n from '@vscode/l10n';
import { outsideText } from '../../../core/outsideText.ts';
import { element } from '../../webview/page/dom.ts';
import type { Attention, Results, RowAction } from '../protocol.ts';
import { keepChildren, type Kept } from './keepChildren.ts';
import { outcomeMark } from './outcomeMark.ts';
import { rowName, rowWords } from './rowWords.ts';

/** Fills the list of what needs attention, each with what can be done about it beside it. */
export function fillAttention(
  list: HTMLElement,
  results: Results,
  act: (action: RowAction, row: number) => void,
): void {
  const { attention, attentionLeft } = results;
  const left: Kept = {
    key: 'left',
    make: () => element('li', { class: 'left' }),
    update: (line) => {
      line.textContent = l10n.t('{0} more stand in the table below.', attentionLeft);
    },
  };
  keepChildren(list, [
    ...attention.flatMap((one) => entry(results, one, act) ?? []),
    ...(attentionLeft > 0 ? [left] : []),
  ]);
}

function entry(
  { rows, groups }: Results,
  { row, more, actions }: Attention,
  act: (action: RowAction, row: number) => void,
): Kept | undefined {
  const one = rows[row];
  if (!one) return undefined;
  const trunk = rowName(one);
  const pbx = outsideText(one.pbx);
  const name = more === 0 ? trunk : l10n.t('{0} and {1} more', trunk, more);
  const place = [name, pbx].filter((part) => part !== '').join(' · ');
  return {
    key: JSON.stringify([row, actions]),
    make: () =>
      element(
        'li',
        {},
        element('div', { class: 'buttons' }, ...actions.map((action) => button(action, row, act))),
      ),
    update: (made) => {
      for (const words of made.querySelectorAll(':scope > p')) words.remove();
      made.prepend(
        element('p', { class: 'what' }, outcomeMark(groups, one.outcome), ' ', element('strong', {}, place)),
        // The others stand elsewhere.
        ...rowWords(more === 0 ? one : { ...one, place: undefined }).map((text) =>
          element('p', { class: 'why' }, text),
        ),
      );
      made.querySelectorAll('vscode-button').forEach((one, index) => {
        const action = actions[index];
        // Several buttons have the same words: only this tells a screen reader which trunk is meant.
        if (action) one.ariaLabel = `${actionWords(action)} ${place}`;
      });
    },
  };
}

function button(action: RowAction, row: number, act: (action: RowAction, row: number) => void): HTMLElement {
  const made = element('vscode-button', { secondary: '' }, actionWords(action));
  made.addEventListener('click', () => {
    act(action, row);
  });
  return made;
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
