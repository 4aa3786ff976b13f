import * as l10n from '@vscode/l10n';
import { trunkFields, type Trunk, type TrunkType } from '../../../../core/trunk.ts';
import { checkForm, type TypedField, type TypedValues } from '../fields/checkForm.ts';
import { TextFields } from '../fields/textFields.ts';
import type { AddDraft } from './addDraft.ts';

type FieldsDraft = Pick<AddDraft, 'values' | 'ownAuthname' | 'passwordLost'>;

const names = trunkFields.filter((field) => field !== 'trunktype');
const blank: FieldsDraft = { values: { port: '5060' }, ownAuthname: false, passwordLost: false };

/** The fields of the chosen trunk type. What was typed into a field stays when another type hides it. */
export class AddFields {
  readonly texts: TextFields = new TextFields(names, {
    check: () => checkForm(this.#type, this.#values).messages,
    onInput: (name) => {
      this.#onInput(name);
    },
  });
  readonly #keep: () => void;
  #type: TrunkType;
  #hasDodFields = false;
  #ownAuthname = false;

  constructor(type: TrunkType, draft: FieldsDraft | undefined, keep: () => void) {
    this.#keep = keep;
    this.#type = type;
    this.#show();
    this.#fill(draft ?? blank);
  }

  set type(type: TrunkType) {
    this.#type = type;
    this.#show();
    this.texts.checkAgain(this.texts.visible);
  }

  /** Whether the PBX that gets the trunk has fields for DOD numbers. */
  set hasDodFields(hasDodFields: boolean) {
    if (hasDodFields === this.#hasDodFields) return;
    this.#hasDodFields = hasDodFields;
    this.#show();
  }

  /** What a draft keeps of the fields. */
  get draft(): FieldsDraft {
    return { ...this.texts.draft, ownAuthname: this.#ownAuthname };
  }

  /** The trunk, if all is well; otherwise the errors are shown, and the first can be focused. */
  check({ focus }: { focus: boolean }): Trunk | undefined {
    return this.texts.check({ focus }) ? checkForm(this.#type, this.#values).trunk : undefined;
  }

  /** Empties every field, for the next trunk. */
  clear(): void {
    this.texts.forget({ all: true });
    this.#fill(blank);
  }

  /** What stands in the fields on screen. */
  get #values(): TypedValues {
    const { values } = this.texts;
    return Object.fromEntries(this.texts.visible.map((name) => [name, values[name]]));
  }

  #show(): void {
    this.texts.show(this.#type, { hasDodFields: this.#hasDodFields });
  }

  #fill({ values, ownAuthname, passwordLost }: FieldsDraft): void {
    this.texts.values = values;
    this.#ownAuthname = ownAuthname;
    this.texts.notePassword(
      passwordLost,
      l10n.t('Please type the password again. It is never kept while the form is hidden.'),
    );
  }

  #onInput(name: TypedField): void {
    const { username = '', authname } = this.texts.values;
    if (name === 'authname') this.#ownAuthname = authname !== '';
    if (name === 'username' && !this.#ownAuthname) {
      this.texts.setValue('authname', username);
      this.texts.checkAgain(['authname']);
    }
    this.#keep();
  }
}
