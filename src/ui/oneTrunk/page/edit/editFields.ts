import * as l10n from '@vscode/l10n';
import { dodFields } from '../../../../core/dodNumbers.ts';
import { editFields, shownFields, type Loaded, type ShownValues } from '../../edit/protocol.ts';
import { checkForm, type FieldMessages, type TypedValues } from '../fields/checkForm.ts';
import { TextFields } from '../fields/textFields.ts';
import type { EditDraft } from './editDraft.ts';

type FieldsDraft = Pick<EditDraft, 'changed' | 'passwordLost'>;

/** Stands for the present password, which the page does not know, while the values are checked. */
const presentPassword = 'present';

/** The fields of a trunk that may be changed, filled with what is on the PBX. */
export class EditFields {
  readonly texts: TextFields;
  readonly #pbx: string;
  /** What was kept of an earlier page, until there are fields that it can be typed into. */
  readonly #draft: FieldsDraft;
  #loaded: Loaded | undefined;

  constructor(pbx: string, draft: FieldsDraft | undefined, keep: () => void) {
    this.#pbx = pbx;
    this.#draft = { changed: draft?.changed ?? {}, passwordLost: draft?.passwordLost ?? false };
    this.texts = new TextFields(editFields, { check: () => this.#check(), onInput: keep });
  }

  /** What a draft keeps of the fields: of the values only those that are not as they are on the PBX. */
  get draft(): FieldsDraft {
    if (!this.#loaded) return this.#draft;
    const { values } = this.#loaded;
    const { values: typed, passwordLost } = this.texts.draft;
    const changed: ShownValues = {};
    for (const name of shownFields) {
      if (this.texts.visible.includes(name) && typed[name] !== values[name]) changed[name] = typed[name];
    }
    return { changed, passwordLost };
  }

  /** Takes the settings that are on the PBX. What was typed stays, unless the form is to be filled afresh. */
  show(loaded: Loaded, fresh: boolean): void {
    if (!fresh && JSON.stringify(loaded) === JSON.stringify(this.#loaded)) return;
    const { changed, passwordLost } = fresh ? { changed: {}, passwordLost: false } : this.draft;
    const { password = '' } = fresh ? {} : this.texts.values;
    this.#loaded = loaded;
    const { trunktype, needsPassword, values } = loaded;
    this.texts.show(trunktype, {
      hasDodFields: dodFields.some((field) => values[field] !== undefined),
      password: { hint: this.#passwordHint(needsPassword), required: needsPassword },
    });
    this.texts.values = { ...values, ...changed, password };
    this.texts.forget({ all: fresh });
    this.texts.notePassword(passwordLost && password === '', lostPasswordWords(needsPassword));
  }

  /** The values, if all is well; otherwise the errors are shown and the first field that has one is focused. */
  check(): TypedValues | undefined {
    return this.texts.check({ focus: true }) ? this.#values : undefined;
  }

  /** Shows what the host found wrong. What belongs to no field on screen is returned. */
  showProblems(problems: readonly { field: string; message: string }[]): string[] {
    const elsewhere: string[] = [];
    for (const { field, message } of problems) {
      const name = this.texts.visible.find((one) => one === field);
      if (name) this.texts.complain(name, message);
      else elsewhere.push(message);
    }
    this.texts.focusError();
    return elsewhere;
  }

  get #values(): TypedValues {
    const { values } = this.texts;
    return Object.fromEntries(this.texts.visible.map((name) => [name, values[name]]));
  }

  #check(): FieldMessages {
    if (!this.#loaded) return new Map();
    const { trunktype, needsPassword } = this.#loaded;
    const { password = '', ...values } = this.#values;
    const kept = needsPassword ? '' : presentPassword;
    return checkForm(trunktype, { ...values, password: password === '' ? kept : password }).messages;
  }

  #passwordHint(needsPassword: boolean): string {
    return needsPassword
      ? l10n.t('{0} does not show the present password, and every change has to send it.', this.#pbx)
      : l10n.t('Leave it blank to keep the present one.');
  }
}

function lostPasswordWords(needsPassword: boolean): string {
  return needsPassword
    ? l10n.t('Please type the password again. It is never kept while the form is hidden.')
    : l10n.t(
        'Please type the new password again: it is never kept while the form is hidden. Left blank, the present one stays.',
      );
}
