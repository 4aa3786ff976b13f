import * as l10n from '@vscode/l10n';
import { fieldsOf, type Trunk, type TrunkType } from '../../../core/trunk.ts';
import type { Draft, TypedField } from './draft.ts';
import { element } from './dom.ts';
import { TextField } from './textField.ts';
import { checkForm, tidied, type TypedValues } from './validation.ts';
import { fieldWords } from './words.ts';

const names = [
  'trunkname',
  'host',
  'port',
  'domain',
  'username',
  'authname',
  'fromuser',
  'password',
] as const satisfies readonly TypedField[];

/** The fields of the chosen trunk type. What was typed into a field stays when another type hides it. */
export class TrunkFields {
  readonly root = element('div', { class: 'fields' });
  readonly #fields = Object.fromEntries(names.map((name) => [name, new TextField(name)])) as Record<
    TypedField,
    TextField
  >;
  readonly #edited = new Set<TypedField>();
  #type: TrunkType = 'register';
  #ownAuthname = false;
  #passwordLost = false;

  constructor(onInput: () => void) {
    for (const name of names) {
      this.#fields[name].onInput(() => {
        this.#input(name);
        onInput();
      });
      this.#fields[name].onLeave(() => {
        this.#tidy(name);
        if (this.#edited.has(name)) this.#check([name]);
      });
    }
    this.clear();
  }

  get type(): TrunkType {
    return this.#type;
  }

  set type(type: TrunkType) {
    this.#type = type;
    for (const { field, required } of this.#typed) {
      this.#fields[field].describe(fieldWords(field, type), required);
    }
    this.root.replaceChildren(...this.#typed.map(({ field }) => this.#fields[field].frame.root));
    this.#check(this.#typed.map(({ field }) => field).filter((field) => this.#fields[field].message));
    this.#notePassword();
  }

  /** What a draft keeps of the fields. */
  get draft(): Pick<Draft, 'values' | 'ownAuthname' | 'passwordLost'> {
    const { password = '', ...values } = this.#values;
    return { values, ownAuthname: this.#ownAuthname, passwordLost: this.#passwordLost || password !== '' };
  }

  set draft({ values, ownAuthname, passwordLost }: Pick<Draft, 'values' | 'ownAuthname' | 'passwordLost'>) {
    for (const name of names) this.#fields[name].value = name === 'password' ? '' : (values[name] ?? '');
    this.#ownAuthname = ownAuthname;
    this.#passwordLost = passwordLost;
    this.#notePassword();
  }

  /** The trunk, if all is well; otherwise the errors are shown and the first field that has one is focused. */
  check(focus: boolean): Trunk | undefined {
    const shown = this.#typed.map(({ field }) => field);
    const trunk = this.#check(shown);
    for (const field of shown) this.#edited.add(field);
    const bad = shown.find((field) => this.#fields[field].message?.kind === 'error');
    if (bad && focus) this.#fields[bad].focus();
    return trunk;
  }

  /** Empties every field, for the next trunk. */
  clear(): void {
    this.draft = { values: { port: '5060' }, ownAuthname: false, passwordLost: false };
    this.#edited.clear();
    this.#fields.password.conceal();
    for (const name of names) this.#fields[name].message = undefined;
  }

  /** The password that was lost is not needed any more: its trunk has been added. */
  excusePassword(): void {
    this.#passwordLost = false;
    if (this.#fields.password.message?.kind === 'note') this.#fields.password.message = undefined;
  }

  focus(): void {
    this.#fields.trunkname.focus();
  }

  get #typed(): { field: TypedField; required: boolean }[] {
    return fieldsOf(this.#type).flatMap(({ field, required }) =>
      field === 'trunktype' ? [] : [{ field, required }],
    );
  }

  get #values(): TypedValues {
    return Object.fromEntries(names.map((name) => [name, this.#fields[name].value]));
  }

  #input(name: TypedField): void {
    const { username, authname } = this.#fields;
    this.#edited.add(name);
    if (name === 'authname') this.#ownAuthname = authname.value !== '';
    if (name === 'username' && !this.#ownAuthname) authname.value = username.value;
    if (name === 'password') this.excusePassword();
    // While a field is typed in, only what it already complains about is looked at again.
    const complaining = name === 'username' ? (['username', 'authname'] as const) : [name];
    this.#check(complaining.filter((field) => this.#fields[field].message));
  }

  #tidy(name: TypedField): void {
    const field = this.#fields[name];
    const tidy = tidied(name, field.value);
    if (tidy !== field.value) field.value = tidy;
  }

  #check(fields: TypedField[]): Trunk | undefined {
    const { trunk, messages } = checkForm(this.#type, this.#values);
    for (const field of fields) this.#fields[field].message = messages.get(field);
    return trunk;
  }

  #notePassword(): void {
    if (!this.#passwordLost) return;
    this.#fields.password.message = {
      kind: 'note',
      text: l10n.t('Please type the password again. It is never kept while the form is hidden.'),
    };
  }
}
