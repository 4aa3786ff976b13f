import * as l10n from '@vscode/l10n';
import type { AddStage, AddState, PbxChoice, ToAddHost } from '../../add/protocol.ts';
import { outsideText } from '../../../../core/outsideText.ts';
import { Announcement } from '../announcement.ts';
import { BusyButton } from '../busyButton.ts';
import { buttonRow } from '../buttonRow.ts';
import { element } from '../../../webview/page/dom.ts';
import type { StatePage, PageServices } from '../../../webview/page/startPage.ts';
import type { AddDraft } from './addDraft.ts';
import { AddFields } from './addFields.ts';
import { addOutcomeWords } from './addWords.ts';
import { emptyState } from './emptyState.ts';
import { PbxPicker } from './pbxPicker.ts';
import { TypePicker } from './typePicker.ts';

type Services = PageServices<ToAddHost, AddDraft>;

/** The whole form: which PBX, which type, which values, and what became of them. It shows what the host posts. */
export class AddPage implements StatePage<AddState> {
  readonly parts: HTMLElement[];
  readonly #services: Services;
  readonly #legend = element('p', { class: 'legend', hidden: '' }, l10n.t('Fields with a * are required.'));
  readonly #empty: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #pbx = new PbxPicker();
  readonly #type = new TypePicker();
  readonly #fields: AddFields;
  readonly #addButton = new BusyButton('add-trunk', l10n.t('Add Trunk'), l10n.t('Adding…'));
  readonly #result = new Announcement('result');
  readonly #copied = new Announcement('copied');
  #state: AddState | undefined;
  /** Coming back to a form half filled in, the cursor would only be in the way. */
  #focusFirst: boolean;

  constructor(draft: AddDraft | undefined, services: Services) {
    this.#services = services;
    this.#focusFirst = draft === undefined;
    const keep = () => {
      this.#keep();
    };
    this.#empty = emptyState((command) => {
      services.tell({ type: 'run', command });
    });
    this.#pbx.value = draft?.pbx ?? '';
    this.#type.value = draft?.trunktype ?? 'register';
    this.#fields = new AddFields(this.#type.value, draft, keep);
    this.#pbx.onChange(() => {
      this.#fields.hasDodFields = this.#pbx.hasDodFields;
      keep();
    });
    this.#type.onChange(() => {
      this.#fields.type = this.#type.value;
      keep();
    });
    const copyButton = element('vscode-button', { id: 'copy-yaml', secondary: '' }, l10n.t('Copy as YAML'));
    copyButton.addEventListener('click', () => {
      this.#copyYaml();
    });
    this.#form = element(
      'form',
      { novalidate: '', autocomplete: 'off', hidden: '' },
      this.#pbx.frame.root,
      this.#type.root,
      this.#fields.texts.root,
      buttonRow(this.#addButton.root, copyButton),
      this.#result.root,
      this.#copied.root,
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.parts = [element('h1', {}, l10n.t('Add SIP Trunk')), this.#legend, this.#empty, this.#form];
  }

  /** Shows how things stand. What did not change stays as it is: a screen reader would tell it again. */
  show(state: AddState, isNewStep: boolean): void {
    const { pbxes, pbx, stage, copy } = state;
    const before = this.#state;
    this.#state = state;
    if (pbxes && differ(pbxes, before?.pbxes)) this.#list(pbxes);
    if (pbx !== undefined) this.#choosePbx(pbx);
    this.#addButton.busy = stage.name === 'adding';
    if (isNewStep) this.#announce(stage);
    if (differ(copy, before?.copy)) this.#announceCopy(copy);
    if (before || stage.name !== 'editing') this.#keep();
    if (pbxes && this.#focusFirst) this.#focus();
  }

  /** Offers these PBXes; without any, the form gives way to the buttons that bring one. */
  #list(pbxes: PbxChoice[]): void {
    const isEmpty = pbxes.length === 0;
    this.#empty.hidden = !isEmpty;
    this.#form.hidden = isEmpty;
    this.#legend.hidden = isEmpty;
    this.#pbx.choices = pbxes;
    this.#fields.hasDodFields = this.#pbx.hasDodFields;
    const [only, ...others] = pbxes;
    if (only && others.length === 0 && this.#pbx.value === '') this.#choosePbx(only.name);
  }

  #choosePbx(pbx: string): void {
    this.#pbx.value = pbx;
    this.#fields.hasDodFields = this.#pbx.hasDodFields;
    this.#keep();
  }

  #announce(stage: AddStage): void {
    switch (stage.name) {
      case 'editing':
        this.#result.clear();
        break;
      case 'adding':
        this.#result.show(
          'progress',
          l10n.t('Adding {0} to {1}…', outsideText(stage.trunkname), outsideText(stage.pbx)),
        );
        break;
      case 'outcome': {
        const words = addOutcomeWords(stage.outcome);
        if (words.done) this.#fields.texts.excusePassword();
        this.#result.showOutcome(words, stage.outcome, words.done ? this.#anotherButton() : undefined);
      }
    }
  }

  #announceCopy(copy: AddState['copy']): void {
    if (copy === undefined) {
      this.#copied.clear();
    } else if (copy === 'failed') {
      this.#copied.show('error', l10n.t('The YAML could not be copied. The output channel PBX says why.'));
    } else {
      const { secret = '' } = copy;
      const words = l10n.t('Its password is kept as the secret {0}, not in the text.', outsideText(secret));
      const details = secret === '' ? [] : [element('p', {}, words)];
      this.#copied.show('neutral', l10n.t('Copied as YAML.'), ...details);
    }
  }

  #focus(): void {
    this.#focusFirst = false;
    if (this.#pbx.value === '') this.#pbx.focus();
    else this.#fields.texts.focus();
  }

  #submit(): void {
    if (this.#addButton.busy) return;
    const pbxIsRight = this.#pbx.check();
    const trunk = this.#fields.check({ focus: pbxIsRight });
    if (!pbxIsRight) this.#pbx.focus();
    else if (trunk) this.#services.tell({ type: 'add', pbx: this.#pbx.value, trunk });
  }

  #copyYaml(): void {
    this.#copied.clear();
    const trunk = this.#fields.check({ focus: true });
    if (trunk) this.#services.tell({ type: 'copyYaml', pbx: this.#pbx.value || undefined, trunk });
  }

  #anotherButton(): HTMLElement {
    const button = element('vscode-button', { id: 'add-another', secondary: '' }, l10n.t('Add Another'));
    button.addEventListener('click', () => {
      this.#fields.clear();
      this.#fields.texts.focus();
      this.#services.tell({ type: 'addAnother' });
    });
    return button;
  }

  #keep(): void {
    const draft = { pbx: this.#pbx.value, trunktype: this.#type.value, ...this.#fields.draft };
    const stage = this.#state?.stage;
    this.#services.keep(stage?.name === 'outcome' ? { ...draft, outcome: stage.outcome } : draft);
  }
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
