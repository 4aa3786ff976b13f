import * as l10n from '@vscode/l10n';
import type { PbxChoice } from '../protocol.ts';
import type { Trunk } from '../../../core/trunk.ts';
import { Announcement } from './announcement.ts';
import { BusyButton } from './busyButton.ts';
import { buttonRow } from './buttonRow.ts';
import type { Draft } from './draft.ts';
import { element } from './dom.ts';
import { outcomeWords, type ShownOutcome } from './outcomeWords.ts';
import { PbxPicker } from './pbxPicker.ts';
import { TrunkFields } from './trunkFields.ts';
import { TypePicker } from './typePicker.ts';

export interface TrunkFormActions {
  add(pbx: string, trunk: Trunk): void;
  copyYaml(pbx: string | undefined, trunk: Trunk): void;
  /** Something changed that a draft keeps. */
  keep(draft: Draft): void;
}

/** The whole form: which PBX, which type, which values, and what became of them. */
export class TrunkForm {
  readonly root: HTMLFormElement;
  readonly #actions: TrunkFormActions;
  readonly #pbx = new PbxPicker();
  readonly #type = new TypePicker();
  readonly #fields: TrunkFields;
  readonly #addButton = new BusyButton('add-trunk', l10n.t('Add Trunk'), l10n.t('Adding…'));
  readonly #result = new Announcement('result');
  readonly #copied = new Announcement('copied');
  #outcome: ShownOutcome | undefined;

  constructor(actions: TrunkFormActions) {
    this.#actions = actions;
    const keep = () => {
      actions.keep(this.#draft);
    };
    this.#fields = new TrunkFields(keep);
    this.#pbx.onChange(keep);
    this.#type.onChange(() => {
      this.#fields.type = this.#type.value;
      keep();
    });
    const copyButton = element('vscode-button', { id: 'copy-yaml', secondary: '' }, l10n.t('Copy as YAML'));
    copyButton.addEventListener('click', () => {
      this.#copyYaml();
    });
    this.root = element(
      'form',
      { novalidate: '', autocomplete: 'off' },
      this.#pbx.frame.root,
      this.#type.root,
      this.#fields.root,
      buttonRow(this.#addButton.root, copyButton),
      this.#result.root,
      this.#copied.root,
    );
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Fills the form: with a draft that was kept, or afresh. */
  start(draft: Draft | undefined): void {
    this.#type.value = draft?.trunktype ?? 'register';
    if (draft) this.#fields.draft = draft;
    this.#fields.type = this.#type.value;
    if (draft) this.#pbx.value = draft.pbx;
    if (draft?.outcome) this.showOutcome(draft.outcome);
  }

  set pbxes(choices: PbxChoice[]) {
    this.#pbx.choices = choices;
    const [only, ...others] = choices;
    if (only && others.length === 0 && this.#pbx.value === '') this.selectPbx(only.name);
  }

  selectPbx(pbx: string): void {
    this.#pbx.value = pbx;
    this.#actions.keep(this.#draft);
  }

  focus(): void {
    if (this.#pbx.value === '') this.#pbx.focus();
    else this.#fields.focus();
  }

  /** A trunk is on its way: nothing else can be sent until its outcome is known. */
  showAdding(pbx: string, trunkname: string): void {
    this.#addButton.busy = true;
    this.#outcome = undefined;
    this.#copied.clear();
    this.#result.show('progress', l10n.t('Adding {0} to {1}…', trunkname, pbx));
    this.#actions.keep(this.#draft);
  }

  showOutcome(outcome: ShownOutcome): void {
    const words = outcomeWords(outcome);
    this.#addButton.busy = false;
    this.#outcome = outcome;
    if (words.done) this.#fields.excusePassword();
    this.#result.showOutcome(words, outcome, words.done ? this.#anotherButton() : undefined);
    this.#actions.keep(this.#draft);
  }

  showCopied(secret: string | undefined): void {
    const words =
      secret === undefined
        ? undefined
        : l10n.t('Its password is kept as the secret {0}, not in the text.', secret);
    this.#copied.show(
      'neutral',
      l10n.t('Copied as YAML.'),
      words === undefined ? undefined : element('p', {}, words),
    );
  }

  showCopyFailed(): void {
    this.#copied.show('error', l10n.t('The YAML could not be copied. The output channel PBX says why.'));
  }

  get #draft(): Draft {
    const draft = { pbx: this.#pbx.value, trunktype: this.#type.value, ...this.#fields.draft };
    return this.#outcome ? { ...draft, outcome: this.#outcome } : draft;
  }

  #submit(): void {
    if (this.#addButton.busy) return;
    const pbxIsRight = this.#pbx.check();
    const trunk = this.#fields.check(pbxIsRight);
    if (!pbxIsRight) this.#pbx.focus();
    if (!pbxIsRight || !trunk) return;
    this.showAdding(this.#pbx.value, trunk.trunkname);
    this.#actions.add(this.#pbx.value, trunk);
  }

  #copyYaml(): void {
    this.#copied.clear();
    const trunk = this.#fields.check(true);
    if (trunk) this.#actions.copyYaml(this.#pbx.value || undefined, trunk);
  }

  #anotherButton(): HTMLElement {
    const button = element('vscode-button', { id: 'add-another', secondary: '' }, l10n.t('Add Another'));
    button.addEventListener('click', () => {
      this.#outcome = undefined;
      this.#result.clear();
      this.#copied.clear();
      this.#fields.clear();
      this.#fields.focus();
      this.#actions.keep(this.#draft);
    });
    return button;
  }
}
