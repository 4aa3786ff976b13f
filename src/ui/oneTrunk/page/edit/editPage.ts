import * as l10n from '@vscode/l10n';
import { longestText, outsideText } from '../../../../core/outsideText.ts';
import { sentences } from '../../../../core/sentences.ts';
import type { TrunkType } from '../../../../core/trunk.ts';
import type { EditStage, EditState, EditTarget, ToEditHost } from '../../edit/protocol.ts';
import { Announcement } from '../announcement.ts';
import { BusyButton } from '../busyButton.ts';
import { buttonRow } from '../buttonRow.ts';
import { element } from '../../../webview/page/dom.ts';
import type { StatePage, PageServices } from '../../../webview/page/startPage.ts';
import { changeList } from './changeList.ts';
import type { EditDraft } from './editDraft.ts';
import { EditFields } from './editFields.ts';
import { editOutcomeWords } from './editWords.ts';
import { FixedFacts } from './fixedFacts.ts';
import { Section } from './section.ts';

type Services = PageServices<ToEditHost, EditDraft>;

/** A message that a button sends. */
type Answer = Exclude<ToEditHost['type'], 'ready' | 'review'>;

/** The whole form: what is fixed, the fields, the review, a conflict, and what became of it. It shows what the host posts. */
export class EditPage implements StatePage<EditState> {
  readonly parts: HTMLElement[];
  readonly #target: EditTarget;
  readonly #services: Services;
  readonly #facts: FixedFacts;
  readonly #fields: EditFields;
  readonly #form: HTMLFormElement;
  readonly #legend = element('p', { class: 'legend' }, l10n.t('Fields with a * are required.'));
  readonly #sendButton = new BusyButton('send-changes', l10n.t('Send'), l10n.t('Sending…'));
  readonly #backButton = this.#button('back', l10n.t('Back'));
  readonly #review: Section;
  readonly #conflict: Section;
  readonly #result = new Announcement('result');
  #stage: EditStage['name'] = 'loading';
  /** Coming back to a form half filled in, the cursor would only be in the way. */
  #focusFirst: boolean;

  constructor(target: EditTarget, draft: EditDraft | undefined, services: Services) {
    this.#target = target;
    this.#focusFirst = draft === undefined;
    this.#services = services;
    this.#facts = new FixedFacts(target);
    this.#fields = new EditFields(outsideText(target.pbx), draft, () => {
      this.#keep();
    });
    const save = element('vscode-button', { id: 'save-changes', type: 'submit' }, l10n.t('Save Changes'));
    this.#form = element(
      'form',
      { novalidate: '', autocomplete: 'off', hidden: '' },
      this.#fields.texts.root,
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
      this.#button('reviewOnTop', l10n.t('Review My Changes on Top'), false),
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

  /** Shows how things stand. The same step may come twice: what is typed stays, and so does the focus. */
  show({ loaded, fresh, outcome, stage }: EditState, isNewStep: boolean): void {
    const before = this.#stage;
    const { name } = stage;
    this.#stage = name;
    if (loaded) {
      this.#facts.type = loaded.trunktype;
      this.#fields.show(loaded, fresh);
    }
    this.#form.hidden = name !== 'editing';
    this.#legend.hidden = name !== 'editing';
    this.#review.root.hidden = name !== 'review' && name !== 'sending';
    this.#conflict.root.hidden = name !== 'conflict';
    this.#sendButton.busy = name === 'sending';
    this.#backButton.disabled = name === 'sending';
    if (isNewStep) {
      this.#fill(stage, loaded?.trunktype ?? 'register');
      this.#announce(stage, outcome);
      this.#moveFocus(stage, before);
    }
    this.#keep();
  }

  #fill(stage: EditStage, type: TrunkType): void {
    const [pbx, trunkname] = [outsideText(this.#target.pbx), outsideText(this.#target.trunkname)];
    if (stage.name === 'review') {
      this.#review.fill(
        l10n.t('Review the Changes'),
        l10n.t('Nothing has been sent to {0} yet.', stage.where),
        changeList(stage.changes, type, l10n.t('will be replaced')),
      );
    } else if (stage.name === 'sending') {
      this.#review.fill(
        l10n.t('Review the Changes'),
        l10n.t('Changing {0} on {1}…', trunkname, stage.where),
        changeList(stage.changes, type, l10n.t('will be replaced')),
      );
    } else if (stage.name === 'conflict') {
      this.#conflict.fill(
        l10n.t('{0} was changed on {1} since you loaded it. Nothing was sent.', trunkname, pbx),
        l10n.t('These settings are not as you saw them:'),
        changeList(stage.changes, type, l10n.t('was replaced')),
      );
    }
  }

  #announce(stage: EditStage, outcome: EditState['outcome']): void {
    const [pbx, trunkname] = [outsideText(this.#target.pbx), outsideText(this.#target.trunkname)];
    if (outcome) {
      this.#result.showOutcome(editOutcomeWords(outcome), outcome);
      if (stage.name !== 'problem') return;
    }
    switch (stage.name) {
      case 'loading':
        this.#result.show('progress', l10n.t('Loading {0} from {1}…', trunkname, pbx));
        break;
      case 'problem':
        this.#result.show(
          'error',
          outcome?.outcome === 'updated'
            ? l10n.t('{0} was updated, but its settings could not be loaded again.', trunkname)
            : l10n.t('{0} cannot be edited now.', trunkname),
          ...[outcome?.message, stage.message].flatMap((words) =>
            words === undefined ? [] : [element('p', {}, outsideText(words, longestText))],
          ),
          this.#button('load', l10n.t('Load Again')),
        );
        break;
      case 'editing': {
        const others = this.#fields.showProblems(stage.problems ?? []);
        if (others.length > 0) this.#result.show('error', sentences(...others));
        else if (stage.unchanged) this.#result.show('neutral', unchangedWords(pbx));
        else this.#result.clear();
        break;
      }
      case 'review':
      case 'sending':
      case 'conflict':
        this.#result.clear();
    }
  }

  #moveFocus({ name }: EditStage, before: EditStage['name']): void {
    if (name === 'review') this.#review.focus();
    else if (name === 'conflict') this.#conflict.focus();
    else if (name === 'editing' && (before === 'review' || this.#focusFirst)) this.#fields.texts.focus();
    if (name === 'editing') this.#focusFirst = false;
  }

  #save(): void {
    const values = this.#fields.check();
    this.#keep();
    if (values) this.#services.tell({ type: 'review', values });
  }

  #answer(type: Answer): void {
    this.#services.tell({ type });
  }

  #keep(): void {
    this.#services.keep({ ...this.#target, ...this.#fields.draft });
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
