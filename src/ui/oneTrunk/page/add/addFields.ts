import * as l10n from '@vscode/l10n';
import { trunkFields, type Trunk, type TrunkType } from '../../../../core/trunk.ts';
import { checkForm, type TypedField } from '../fields/checkForm.ts';
import { TextFields } from '../fields/textFields.ts';
import type { AddDraft } from './addDraft.ts';

type FieldsDraft = Pick<AddDraft, 'values' | 'ownAuthname' | 'passwordLost'>;

const names = trunkFields.filter((field) => field !== 'trunktype');
const blank: FieldsDraft = { values: { port: '5060' }, ownAuthname: false, passwordLost: false };

/** The fields of the chosen trunk type. What was typed into a field stays when another type hides it. */
export class AddFields {
  readonly texts: TextFields = new TextFields(names, {
    check: (values) => checkForm(this.#type, values).messages,
    onInput: (name) => {
      this.#onInput(name);
    },
  });
  readonly #keep: () => void;
  #type: TrunkType;
  #ownAuthname = false;

  constructor(type: TrunkType, draft: FieldsDraft | undefined, keep: () => void) {
    this.#keep = keep;
    this.#type = type;
    this.texts.show(type);
    this.#fill(draft ?? blank);
  }

  set type(type: TrunkType) {
    this.#type = type;
    this.texts.show(type);
    this.texts.checkAgain(this.texts.visible);
  }

  /** What a draft keeps of the fields. */
  get draft(): FieldsDraft {
    return { ...this.texts.draft, ownAuthname: this.#ownAuthname };
  }

  /** The trunk, if all is well; otherwise the errors are shown, and the first can be focused. */
  check({ focus }: { focus: boolean }): Trunk | undefined {
    return this.texts.check({ focus }) ? checkForm(this.#type, this.texts.values).trunk : undefined;
  }

  /** Empties every field, for the next trunk. */
  clear(): void {
    this.texts.forget({ all: true });
    this.#fill(blank);
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
