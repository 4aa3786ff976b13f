import * as l10n from '@vscode/l10n';
import { isDodField } from '../../../../core/dodNumbers.ts';
import { tidied } from '../../../../core/tidied.ts';
import { fieldsOf, type TrunkType } from '../../../../core/trunk.ts';
import { element } from '../../../webview/page/dom.ts';
import type { FieldMessages, TypedField, TypedValues } from './checkForm.ts';
import { fieldWords } from './fieldWords.ts';
import { TextField } from './textField.ts';

export interface TextFieldsOptions {
  /** What there is to say of these values. */
  check: (values: TypedValues) => FieldMessages;
  /** A person types into a field. */
  onInput: (name: TypedField) => void;
}

/** The text fields of a form. A field complains when it is left, and not before something was typed into it. */
export class TextFields {
  readonly root = element('div', { class: 'fields' });
  readonly #advanced = element('h2', {}, l10n.t('Advanced'));
  readonly #names: readonly TypedField[];
  readonly #fields: Record<TypedField, TextField>;
  readonly #check: TextFieldsOptions['check'];
  readonly #edited = new Set<TypedField>();
  #visible: TypedField[] = [];
  #passwordLost = false;

  /** @param names the fields that the form has, whatever the trunk type. */
  constructor(names: readonly TypedField[], { check, onInput }: TextFieldsOptions) {
    this.#names = names;
    this.#fields = Object.fromEntries(names.map((name) => [name, new TextField(name)])) as Record<
      TypedField,
      TextField
    >;
    this.#check = check;
    for (const name of names) {
      const field = this.#fields[name];
      field.onInput(() => {
        this.#edited.add(name);
        if (name === 'password') this.excusePassword();
        this.checkAgain([name]);
        onInput(name);
      });
      field.onLeave(() => {
        this.#tidy(name);
        if (this.#edited.has(name)) this.#say([name]);
      });
    }
  }

  /** The names of the fields on screen, in their order. */
  get visible(): readonly TypedField[] {
    return this.#visible;
  }

  /** All that stands in the fields, also in those that the trunk type hides. */
  get values(): TypedValues {
    return Object.fromEntries(this.#names.map((name) => [name, this.#fields[name].value]));
  }

  /** Fills every field; one without a value becomes blank. */
  set values(values: TypedValues) {
    for (const name of this.#names) this.#fields[name].value = values[name] ?? '';
  }

  /** What a draft may keep. It says that there was a password, which is lost once the page is hidden. */
  get draft(): { values: Omit<TypedValues, 'password'>; passwordLost: boolean } {
    const { password = '', ...values } = this.values;
    return { values, passwordLost: this.#passwordLost || password !== '' };
  }

  setValue(name: TypedField, value: string): void {
    this.#fields[name].value = value;
  }

  /**
   * Shows the fields of a trunk type, each named and explained.
   * @param options `password` is said and asked in place of the password's usual words; the PBX may have no DOD numbers.
   */
  show(
    type: TrunkType,
    { hasDodFields, password }: { hasDodFields: boolean; password?: { hint: string; required: boolean } },
  ): void {
    const fields = new Map<string, boolean>(
      fieldsOf(type)
        .filter(({ field }) => hasDodFields || !isDodField(field))
        .map(({ field, required }) => [field, required]),
    );
    this.#visible = this.#names.filter((name) => fields.has(name));
    for (const name of this.#visible) {
      const usual = { ...fieldWords(name, type), required: fields.get(name) ?? false };
      this.#fields[name].describe(name === 'password' ? { ...usual, ...password } : usual);
    }
    const frames = (names: readonly TypedField[]) => names.map((name) => this.#fields[name].frame.root);
    const advanced = this.#visible.filter(isDodField);
    this.root.replaceChildren(
      ...frames(this.#visible.filter((name) => !isDodField(name))),
      ...(advanced.length > 0 ? [this.#advanced, ...frames(advanced)] : []),
    );
  }

  /** Shows all that is wrong, whether typed in or not. True when nothing is; otherwise the first such field can be focused. */
  check({ focus }: { focus: boolean }): boolean {
    for (const name of this.#visible) {
      this.#edited.add(name);
      this.#tidy(name);
    }
    this.#say(this.#visible);
    if (focus) this.focusError();
    return this.#firstError === undefined;
  }

  /** Looks again at what these fields complain about: while it is typed, no new complaint comes. */
  checkAgain(names: readonly TypedField[]): void {
    this.#say(names.filter((name) => ['error', 'warning'].includes(this.#fields[name].message?.kind ?? '')));
  }

  /** Shows what somebody else found wrong with a field. */
  complain(name: TypedField, text: string): void {
    this.#fields[name].message = { kind: 'error', text };
  }

  /** Forgets what was said of the values, and with `all` that anything was typed. */
  forget({ all }: { all: boolean }): void {
    for (const name of this.#names) this.#fields[name].message = undefined;
    if (!all) return;
    this.#edited.clear();
    this.#fields.password.conceal();
  }

  /** Says that a password was lost, if one was. */
  notePassword(isLost: boolean, words: string): void {
    this.#passwordLost = isLost;
    if (isLost) this.#fields.password.message = { kind: 'note', text: words };
  }

  /** The password that was lost is not needed any more. */
  excusePassword(): void {
    this.#passwordLost = false;
    if (this.#fields.password.message?.kind === 'note') this.#fields.password.message = undefined;
  }

  focus(): void {
    const [first] = this.#visible;
    if (first) this.#fields[first].focus();
  }

  focusError(): void {
    if (this.#firstError) this.#fields[this.#firstError].focus();
  }

  get #firstError(): TypedField | undefined {
    return this.#visible.find((name) => this.#fields[name].message?.kind === 'error');
  }

  #tidy(name: TypedField): void {
    const field = this.#fields[name];
    const tidy = tidied(name, field.value);
    if (tidy !== field.value) field.value = tidy;
  }

  #say(names: readonly TypedField[]): void {
    if (names.length === 0) return;
    const messages = this.#check(this.values);
    for (const name of names) this.#fields[name].message = messages.get(name);
  }
}
