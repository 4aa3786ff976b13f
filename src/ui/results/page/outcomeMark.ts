import { element } from '../../webview/page/dom.ts';
import type { Group } from '../protocol.ts';

/** An outcome in words, with its colour before it. */
export function outcomeMark(groups: readonly Group[], outcome: string): HTMLElement {
  const group = groups.find((one) => one.outcome === outcome);
  return element(
    'span',
    { class: 'mark', 'data-tone': group?.tone ?? 'neutral' },
    element('span', { class: 'dot', 'aria-hidden': 'true' }),
    group?.label ?? outcome,
  );
}
