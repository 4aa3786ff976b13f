import { element } from '../../webview/page/dom.ts';

/**
 * The buttons below the fields. Pressing the mouse on one leaves the cursor where it is: a field that is left may get a
 * message, which moves the buttons, and a button that moves between press and release is not clicked.
 */
export function buttonRow(...buttons: HTMLElement[]): HTMLElement {
  const row = element('div', { class: 'buttons' }, ...buttons);
  row.addEventListener('mousedown', (event) => {
    if (document.activeElement !== document.body) event.preventDefault();
  });
  return row;
}
