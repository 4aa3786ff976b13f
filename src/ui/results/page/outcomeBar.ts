import { element } from '../../webview/page/dom.ts';
import type { Results } from '../protocol.ts';

/** How the outcomes share the whole, at one look. What it shows stands in words above it, and on the buttons that filter. */
export function outcomeBar({ groups, headline }: Results): HTMLElement {
  return element(
    'div',
    { class: 'bar', role: 'img', 'aria-label': headline },
    ...groups.map(({ tone, count }) => {
      const part = element('span', { 'data-tone': tone });
      part.style.flexGrow = count.toString();
      return part;
    }),
  );
}
