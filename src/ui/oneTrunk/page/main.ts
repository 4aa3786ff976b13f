import './zodWithoutEval.ts';
import './form.css';
import { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import { startAddForm } from './addForm.ts';
import { startEditForm } from './edit/editForm.ts';

document.addEventListener('keydown', (event) => {
  // vscode-button answers to Space as a button does, but leaves the browser its own answer: to scroll.
  if (event.key === ' ' && event.target instanceof VscodeButton) event.preventDefault();
});

if (document.getElementById('trunk-form')?.dataset['form'] === 'edit') startEditForm();
else startAddForm();
