import * as l10n from '@vscode/l10n';
import type { EditTarget, Stage, ToEditHost, ToEditPage } from '../../edit/protocol.ts';
import { Announcement } from '../announcement.ts';
import { BusyButton } from '../busyButton.ts';
import { buttonRow } from '../buttonRow.ts';
import { element } from '../dom.ts';
import { changeList } from './changeList.ts';
import type { EditDraft } from './editDraft.ts';
import { EditFields } from './editFields.ts';
import { editOutcomeWords } from './editWords.ts';
import { FixedFacts } from './fixedFacts.ts';
import { Section } from './section.ts';

export interface EditPageActions {
  tell(message: ToEditHost): void;
  /** Something changed that a draft keeps. */
  keep(draft: EditDraft): void;
}

/** A message of the page without the revision that it answers to. */
type Answer = 'load' | 'back' | 'send' | 'goOn' | 'showBoth';

/** The whole form: what is fixed, the fields, the review, a conflict, and what became of it. It shows what the host posts. */
export class EditPage {
  readonly parts: HTMLElement[];
  readonly #target: EditTarget;
  readonly #actions: EditPageActions;
  readonly #facts: FixedFacts;
  readonly #fields: EditFields;
  readonly #form: HTMLFormElement;
  readonly #legend = element('p', { class: 'legend' }, l10n.t('Fields with a * are required.'));
  readonly #sendButton = new BusyButton('send-changes', l10n.t('Send'), l10n.t('Sending…'));
  readonly #backButton = this.#button('back', l10n.t('Back'));
  readonly #review: Section;
  readonly #conflict: Section;
  readonly #result = new Announcement('result');
  #stage: Stage['stage'] = 'loading';
  #revision = -1;
  /** Coming back to a form half filled in, the cursor would only be in the way. */
  #focusFirst: boolean;

  constructor(target: EditTarget, draft: EditDraft | undefined, actions: EditPageActions) {
    this.#target = target;
    this.#focusFirst = draft === undefined;
    this.#actions = actions;
    this.#facts = new FixedFacts(target);
    this.#fields = new EditFields(target.pbx, draft, () => {
      this.#keep();
    });
    const save = element('vscode-button', { id: 'save-changes', type: 'submit' }, l10n.t('Save Changes'));
    this.#form = element(
      'form',
      { novalidate: '', autocomplete: 'off', hidden: '' },
      this.#fields.root,
      buttonRow(save),
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.#sendButton.root.addEventListener('click', () => {
      this.#answer('send');
    });
    this.#review = new Section('review', this.#sendButton.root, this.#backButton);
    this.#conflict = new Section(
      'conflict',
      this.#button('goOn', l10n.t('Review My Changes on Top'), false),
      this.#button('load', l10n.t('Load the Present Settings')),
      this.#button('showBoth', l10n.t('Show Both')),
    );
    this.parts = [
      element('h1', {}, l10n.t('Edit SIP Trunk')),
      this.#legend,
      this.#facts.root,
      this.#form,
      this.#review.root,
      this.#conflict.root,
      this.#result.root,
    ];
  }

  /** Shows how things stand. The same state may come twice: what is typed stays, and so does the focus. */
  show({ revision, loaded, fresh, outcome, state }: ToEditPage): void {
    const { stage } = state;
    const isNew = revision !== this.#revision;
    const before = this.#stage;
    this.#revision = revision;
    this.#stage = stage;
    if (loaded) {
      this.#facts.type = loaded.trunktype;
      this.#fields.show(loaded, fresh);
    }
    this.#form.hidden = stage !== 'editing';
    this.#legend.hidden = stage !== 'editing';
    this.#review.root.hidden = stage !== 'review' && stage !== 'sending';
    this.#conflict.root.hidden = stage !== 'conflict';
    this.#sendButton.busy = stage === 'sending';
    this.#backButton.disabled = stage === 'sending';
    if (isNew) {
      this.#fill(state, loaded?.trunktype ?? 'register');
      this.#announce(state, outcome);
      this.#moveFocus(state, before);
    }
    this.#keep();
  }

  #fill(state: Stage, type: Parameters<typeof changeList>[1]): void {
    const { pbx, trunkname } = this.#target;
    if (state.stage === 'review') {
      this.#review.fill(
        l10n.t('Review the Changes'),
        l10n.t('Nothing has been sent to {0} yet.', pbx),
        changeList(state.changes, type, l10n.t('will be replaced')),
      );
    } else if (state.stage === 'sending') {
      this.#review.fill(
        l10n.t('Review the Changes'),
        l10n.t('Changing {0} on {1}…', trunkname, pbx),
        changeList(state.changes, type, l10n.t('will be replaced')),
      );
    } else if (state.stage === 'conflict') {
      this.#conflict.fill(
        l10n.t('{0} was changed on {1} since you loaded it. Nothing was sent.', trunkname, pbx),
        l10n.t('These settings are not as you saw them:'),
        changeList(state.changes, type, l10n.t('was replaced')),
      );
    }
  }

  #announce(state: Stage, outcome: ToEditPage['outcome']): void {
    const { pbx, trunkname } = this.#target;
    if (outcome) {
      this.#result.showOutcome(editOutcomeWords(outcome), outcome);
      if (state.stage !== 'problem') return;
    }
    switch (state.stage) {
      case 'loading':
        this.#result.show('progress', l10n.t('Loading {0} from {1}…', trunkname, pbx));
        break;
      case 'problem':
        this.#result.show(
          'error',
          outcome
            ? l10n.t('{0} was updated, but its settings could not be loaded again.', trunkname)
            : l10n.t('{0} cannot be edited now.', trunkname),
          element('p', {}, state.message),
          this.#button('load', l10n.t('Load Again')),
        );
        break;
      case 'editing': {
        const others = this.#fields.showProblems(state.problems ?? []);
        if (others.length > 0) this.#result.show('error', others.join(' '));
        else if (state.unchanged) this.#result.show('neutral', unchangedWords(pbx));
        else this.#result.clear();
        break;
      }
      case 'review':
      case 'sending':
      case 'conflict':
        this.#result.clear();
    }
  }

  #moveFocus({ stage }: Stage, before: Stage['stage']): void {
    if (stage === 'review') this.#review.focus();
    else if (stage === 'conflict') this.#conflict.focus();
    else if (stage === 'editing' && (before === 'review' || this.#focusFirst)) this.#fields.focus();
    if (stage === 'editing') this.#focusFirst = false;
  }

  #save(): void {
    const values = this.#fields.check();
    this.#keep();
    if (values) this.#actions.tell({ type: 'review', revision: this.#revision, values });
  }

  #answer(type: Answer): void {
    this.#actions.tell({ type, revision: this.#revision });
  }

  #keep(): void {
    this.#actions.keep({ ...this.#target, ...this.#fields.draft });
  }

  #button(type: Answer, words: string, secondary = true): HTMLElementTagNameMap['vscode-button'] {
    const button = element('vscode-button', { id: type, secondary: secondary ? '' : undefined }, words);
    button.addEventListener('click', () => {
      this.#answer(type);
    });
    return button;
  }
}

function unchangedWords(pbx: string): string {
  return l10n.t('Nothing is changed: these are the settings that {0} has. Nothing was sent.', pbx);
}
