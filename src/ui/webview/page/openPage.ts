import { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import { useTranslations } from '../../../core/translations.ts';

/** Prepares what every page needs, its words in the user's language among it. @returns the place for what it shows. */
export function openPage(): HTMLElement {
  document.addEventListener('keydown', (event) => {
    // vscode-button answers to Space as a button does, but leaves the browser its own answer: to scroll.
    if (event.key === ' ' && event.target instanceof VscodeButton) event.preventDefault();
  });
  const root = document.getElementById('page');
  if (!root) throw new Error('The page has no place for what it shows');
  useTranslations(JSON.parse(root.dataset['translations'] ?? '{}'));
  return root;
}
