import * as l10n from '@vscode/l10n';
import { outsideText } from '../../../../core/outsideText.ts';
import { shownAddress } from '../../../../core/shownAddress.ts';
import type { PbxChoice } from '../../add/protocol.ts';
import { element } from '../../../webview/page/dom.ts';
import { FieldFrame } from '../fields/fieldFrame.ts';

/**
 * The choice of the PBX. A native select: the one of vscode-elements shows its label to assistive technology twice and
 * cannot be described by the message beside it.
 */
export class PbxPicker {
  readonly frame: FieldFrame;
  readonly #select = element('select', { id: 'pbx', name: 'pbx', required: '' });
  #choices: PbxChoice[] = [];
  #mayComplain = false;

  constructor() {
    const label = element('label', { class: 'label required', for: 'pbx' }, l10n.t('PBX'));
    this.frame = new FieldFrame('pbx', [label], element('div', { class: 'select' }, this.#select));
    this.#select.ariaDescribedByElements = this.frame.descriptions;
    this.#select.addEventListener('change', () => {
      this.#mayComplain = true;
      this.#render();
    });
  }

  get value(): string {
    return this.#select.value;
  }

  set value(pbx: string) {
    this.#render(pbx);
  }

  /** Whether the chosen PBX has fields for DOD numbers. */
  get hasDodFields(): boolean {
    return this.#choices.find(({ name }) => name === this.value)?.hasDodFields ?? false;
  }

  /** Takes a new list. The chosen PBX stays chosen, even when it is gone: the user must see that. */
  set choices(choices: PbxChoice[]) {
    this.#choices = choices;
    this.#render();
  }

  /** Shows what is wrong with the choice. True when it will do. */
  check(): boolean {
    this.#mayComplain = true;
    this.#render();
    return this.#problem(this.value) === undefined;
  }

  focus(): void {
    this.#select.focus();
  }

  onChange(listener: () => void): void {
    this.#select.addEventListener('change', listener);
  }

  #problem(pbx: string): string | undefined {
    if (pbx === '') return l10n.t('Choose the PBX that gets the trunk.');
    const choice = this.#choices.find(({ name }) => name === pbx);
    if (!choice) return l10n.t('{0} is no longer in your settings. Choose another PBX.', outsideText(pbx));
    return choice.problem;
  }

  #render(pbx = this.value): void {
    const known = this.#choices.find(({ name }) => name === pbx);
    const options = this.#choices.map(({ name, address }) =>
      element('option', { value: name }, shownAddress(name, address === '' ? undefined : address)),
    );
    if (!known) {
      const words = pbx === '' ? l10n.t('Choose a PBX') : l10n.t('{0} (removed)', outsideText(pbx));
      options.unshift(element('option', { value: pbx, disabled: '' }, words));
    }
    this.#select.replaceChildren(...options);
    this.#select.value = pbx;

    const problem = this.#problem(pbx);
    // That nothing is chosen yet is no mistake before the user has been here; a PBX that is gone or broken is one.
    const error = problem !== undefined && (pbx !== '' || this.#mayComplain) ? problem : undefined;
    this.#select.ariaInvalid = String(error !== undefined);
    this.frame.message = error === undefined ? undefined : { kind: 'error', text: error };
    this.frame.hint =
      known && !known.signedIn && known.problem === undefined
        ? l10n.t(
            'You are not signed in to {0}. You will be asked for the password of its API.',
            outsideText(pbx),
          )
        : '';
  }
}
