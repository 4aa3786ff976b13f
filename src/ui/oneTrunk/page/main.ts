import './zodWithoutEval.ts';
import './form.css';
import './fields/fields.css';
import './add/add.css';
import './edit/edit.css';
import { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import { useTranslations } from '../../../core/translations.ts';
import { toAddPageSchema } from '../add/protocol.ts';
import { toEditPageSchema } from '../edit/protocol.ts';
import { readAddDraft } from './add/addDraft.ts';
import { AddPage } from './add/addPage.ts';
import { readEditDraft } from './edit/editDraft.ts';
import { EditPage } from './edit/editPage.ts';
import { startForm } from './startForm.ts';

document.addEventListener('keydown', (event) => {
  // vscode-button answers to Space as a button does, but leaves the browser its own answer: to scroll.
  if (event.key === ' ' && event.target instanceof VscodeButton) event.preventDefault();
});

const root = document.getElementById('trunk-form');
if (!root) throw new Error('The page has no place for the form');
useTranslations(JSON.parse(root.dataset['translations'] ?? '{}'));
if (root.dataset['form'] === 'edit') {
  startForm(root, toEditPageSchema, ({ target }, kept, services) => {
    return new EditPage(target, readEditDraft(kept, target), services);
  });
} else {
  startForm(root, toAddPageSchema, (_state, kept, services) => new AddPage(readAddDraft(kept), services));
}
