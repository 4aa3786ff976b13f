import * as l10n from '@vscode/l10n';
import { outsideText } from '../../../../core/outsideText.ts';
import type { TrunkType } from '../../../../core/trunk.ts';
import type { EditTarget } from '../../edit/protocol.ts';
import { element } from '../../../webview/page/dom.ts';
import { typeWords } from '../fields/fieldWords.ts';

/** What cannot be changed: the PBX, the name and the type of the trunk, and why. */
export class FixedFacts {
  readonly root: HTMLElement;
  readonly #type = element('dd');
  readonly #typeRow = element('div', { 'data-fact': 'trunktype', hidden: '' });

  constructor({ pbx, trunkname }: EditTarget) {
    const row = (fact: string, label: string, text: string) =>
      element('div', { 'data-fact': fact }, element('dt', {}, label), element('dd', {}, text));
    this.#typeRow.append(element('dt', {}, l10n.t('Trunk type')), this.#type);
    this.root = element(
      'div',
      { class: 'facts' },
      element(
        'dl',
        {},
        row('pbx', l10n.t('PBX'), outsideText(pbx)),
        row('trunkname', l10n.t('Trunk name'), outsideText(trunkname)),
        this.#typeRow,
      ),
      element(
        'p',
        { class: 'hint' },
        l10n.t(
          'These stay as they are: the API documents no way to rename a trunk or to change its type. Add another trunk for that.',
        ),
      ),
    );
  }

  set type(type: TrunkType) {
    this.#type.textContent = typeWords(type).label;
    this.#typeRow.hidden = false;
  }
}
