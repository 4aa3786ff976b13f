import * as l10n from '@vscode/l10n';
import { fieldsOf, isTrunkField, trunkFields, type TrunkField } from '../../../../core/trunk.ts';
import type { Loaded, ShownValues } from '../../edit/protocol.ts';
import { element } from '../dom.ts';
import type { FieldMessage } from '../fieldFrame.ts';
import { TextField } from '../textField.ts';
import { checkForm, tidied, type TypedValues } from '../validation.ts';
import { fieldWords } from '../words.ts';
import type { EditDraft } from './editDraft.ts';

type EditField = keyof ShownValues | 'password';
const names = trunkFields.filter(isEditField);

/** Stands for the present password, which the page does not know, while the values are checked. */
const presentPassword = 'present';

/** The fields of a trunk that may be changed, filled with what is on the PBX. */
export class EditFields {
  readonly root = element('div', { class: 'fields' });
  readonly #pbx: string;
  readonly #fields = Object.fromEntries(names.map((name) => [name, new TextField(name)])) as Record<
    EditField,
    TextField
  >;
  readonly #edited = new Set<EditField>();
  #loaded: Loaded | undefined;
  #kept: Pick<EditDraft, 'changed' | 'passwordLost'>;

  constructor(pbx: string, draft: EditDraft | undefined, onInput: () => void) {
    this.#pbx = pbx;
    this.#kept = { changed: draft?.changed ?? {}, passwordLost: draft?.passwordLost ?? false };
    for (const name of names) {
      const field = this.#fields[name];
      field.onInput(() => {
        this.#edited.add(name);
        if (name === 'password') this.#excusePassword();
        if (field.message) this.#check([name]);
        onInput();
      });
      field.onLeave(() => {
        field.value = tidied(name, field.value);
        if (this.#edited.has(name)) this.#check([name]);
      });
    }
  }

  /** What a draft keeps of the fields. */
  get draft(): Pick<EditDraft, 'changed' | 'passwordLost'> {
    if (!this.#loaded) return this.#kept;
    const { values } = this.#loaded;
    const changed = this.#shown.filter(
      (name): name is keyof ShownValues =>
        name !== 'password' && this.#fields[name].value !== (values[name] ?? ''),
    );
    return {
      changed: Object.fromEntries(changed.map((name) => [name, this.#fields[name].value])),
      passwordLost: this.#kept.passwordLost || this.#fields.password.value !== '',
    };
  }

  /** Takes the settings that are on the PBX. What was typed stays, unless the form is to be filled afresh. */
  show(loaded: Loaded, fresh: boolean): void {
    if (!fresh && JSON.stringify(loaded) === JSON.stringify(this.#loaded)) return;
    const { changed, passwordLost } = fresh ? { changed: {}, passwordLost: false } : this.draft;
    const password = fresh ? '' : this.#fields.password.value;
    this.#loaded = loaded;
    this.#kept = { changed, passwordLost: passwordLost && password === '' };
    for (const { field, required } of fieldsOf(loaded.trunktype)) {
      if (!isEditField(field)) continue;
      const words = fieldWords(field, loaded.trunktype);
      if (field === 'password') {
        this.#fields.password.describe({ ...words, hint: this.#passwordHint() }, loaded.needsPassword);
      } else {
        this.#fields[field].describe(words, required);
      }
    }
    for (const name of names) {
      this.#fields[name].value =
        name === 'password' ? password : (changed[name] ?? loaded.values[name] ?? '');
      this.#fields[name].message = undefined;
    }
    if (fresh) {
      this.#edited.clear();
      this.#fields.password.conceal();
    }
    if (this.#kept.passwordLost) this.#fields.password.message = this.#lostPasswordNote();
    this.root.replaceChildren(...this.#shown.map((name) => this.#fields[name].frame.root));
  }

  /** The values, if all is well; otherwise the errors are shown and the first field that has one is focused. */
  check(): TypedValues | undefined {
    for (const name of this.#shown) {
      this.#edited.add(name);
      this.#fields[name].value = tidied(name, this.#fields[name].value);
    }
    this.#check(this.#shown);
    return this.#focusError() ? undefined : this.#values;
  }

  /** Shows what the host found wrong. What belongs to no field on screen is returned. */
  showProblems(problems: readonly { field: string; message: string }[]): string[] {
    const elsewhere = problems.filter(({ field }) => !this.#shown.some((name) => name === field));
    for (const { field, message } of problems) {
      if (isTrunkField(field) && isEditField(field))
        this.#fields[field].message = { kind: 'error', text: message };
    }
    this.#focusError();
    return elsewhere.map(({ message }) => message);
  }

  focus(): void {
    const [first] = this.#shown;
    if (first) this.#fields[first].focus();
  }

  get #shown(): EditField[] {
    if (!this.#loaded) return [];
    return fieldsOf(this.#loaded.trunktype).flatMap(({ field }) => (isEditField(field) ? [field] : []));
  }

  get #values(): Partial<Record<EditField, string>> {
    return Object.fromEntries(this.#shown.map((name) => [name, this.#fields[name].value]));
  }

  #check(fields: readonly EditField[]): void {
    if (!this.#loaded) return;
    const { trunktype, needsPassword } = this.#loaded;
    const { password = '', ...values } = this.#values;
    const kept = needsPassword ? '' : presentPassword;
    const { messages } = checkForm(trunktype, { ...values, password: password === '' ? kept : password });
    for (const field of fields) this.#fields[field].message = messages.get(field);
  }

  #focusError(): boolean {
    const bad = this.#shown.find((name) => this.#fields[name].message?.kind === 'error');
    if (bad) this.#fields[bad].focus();
    return bad !== undefined;
  }

  #passwordHint(): string {
    return this.#loaded?.needsPassword
      ? l10n.t('{0} does not show the present password, and every change has to send it.', this.#pbx)
      : l10n.t('Leave it blank to keep the present one.');
  }

  #lostPasswordNote(): FieldMessage {
    const words = this.#loaded?.needsPassword
      ? l10n.t('Please type the password again. It is never kept while the form is hidden.')
      : l10n.t(
          'Please type the new password again: it is never kept while the form is hidden. Left blank, the present one stays.',
        );
    return { kind: 'note', text: words };
  }

  #excusePassword(): void {
    this.#kept = { ...this.#kept, passwordLost: false };
    if (this.#fields.password.message?.kind === 'note') this.#fields.password.message = undefined;
  }
}

function isEditField(field: TrunkField): field is EditField {
  return field !== 'trunkname' && field !== 'trunktype';
}
