import * as l10n from '@vscode/l10n';
import { trunkTypes, type TrunkType } from '../../../../core/trunk.ts';
import { element } from '../../../webview/page/dom.ts';
import { parameterName } from '../fields/fieldFrame.ts';
import { typeWords } from '../fields/fieldWords.ts';

/** The choice between the three trunk types. */
export class TypePicker {
  readonly root: HTMLElement;
  readonly #radios: HTMLInputElement[];

  constructor() {
    this.#radios = trunkTypes.map((type) =>
      element('input', {
        type: 'radio',
        name: 'trunktype',
        value: type,
        id: `trunktype-${type}`,
        'aria-describedby': `trunktype-${type}-hint`,
      }),
    );
    this.root = element(
      'fieldset',
      { class: 'field', 'data-field': 'trunktype' },
      element(
        'legend',
        {},
        element('span', { class: 'label' }, l10n.t('Trunk type')),
        parameterName('trunktype'),
      ),
      element('div', { class: 'types' }, ...this.#radios.map(card)),
    );
  }

  get value(): TrunkType {
    return trunkTypes.find((_, index) => this.#radios[index]?.checked) ?? 'register';
  }

  set value(type: TrunkType) {
    for (const radio of this.#radios) radio.checked = radio.value === type;
  }

  onChange(listener: () => void): void {
    this.root.addEventListener('change', listener);
  }
}

function card(radio: HTMLInputElement): HTMLElement {
  const { label, hint } = typeWords(radio.value as TrunkType);
  return element(
    'div',
    { class: 'type' },
    radio,
    element('label', { for: radio.id }, label),
    element('p', { class: 'hint', id: `${radio.id}-hint` }, hint),
  );
}
