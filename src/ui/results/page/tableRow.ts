import * as l10n from '@vscode/l10n';
import { outsideText } from '../../../core/outsideText.ts';
import { element } from '../../webview/page/dom.ts';
import { isInFile, type Results } from '../protocol.ts';
import { outcomeMark } from './outcomeMark.ts';
import { rowName, rowWords } from './rowWords.ts';
import type { Column } from './view.ts';

/**
 * One row of the table.
 * @param place of the row among all.
 * @param index of the row among those that are shown.
 */
export function tableRow(
  results: Results,
  place: number,
  index: number,
  showInFile: (row: number) => void,
): HTMLElement {
  const row = results.rows[place];
  if (!row) throw new Error('There is no such row');
  const { outcome, pbx, milliseconds } = row;
  let name: HTMLElement | string = rowName(row);
  if (isInFile(results, row)) {
    // The row itself is reached by the keyboard, and Enter does the same.
    name = element('button', { type: 'button', class: 'link', tabindex: '-1' }, name);
    name.title = l10n.t('Show in File');
    name.addEventListener('click', () => {
      showInFile(place);
    });
  }
  const made = element(
    'div',
    { class: 'row', role: 'row' },
    cell('outcome', outcomeMark(results.groups, outcome)),
    cell('trunkname', name),
    cell('pbx', outsideText(pbx)),
    cell('message', rowWords(row).join(' ')),
    cell('milliseconds', milliseconds === undefined ? '' : l10n.t('{0} ms', Math.round(milliseconds))),
  );
  placeRow(made, index);
  return made;
}

/** Says at which place a row stands among those that are shown. */
export function placeRow(row: HTMLElement, index: number): void {
  row.dataset['index'] = index.toString();
  // The header is the first.
  row.ariaRowIndex = (index + 2).toString();
}

function cell(column: Column, content: HTMLElement | string): HTMLElement {
  return element('div', { role: 'cell', 'data-column': column }, content);
}
