import { outsideText } from '../../core/outsideText.ts';
import { withoutMarkup } from './withoutMarkup.ts';

/** No sentence of ours is longer, whatever it quotes, in code points. */
const longest = 2000;

/** A sentence, or a part of one, as VS Code is to show it: on one line, with nothing hidden in it, and as mere text. */
export function shownText(text: string): string {
  return withoutMarkup(plainLine(text));
}

/** The same for where VS Code takes text for text: titles of tabs and rows, modal dialogs, the log. */
export function plainLine(text: string): string {
  return outsideText(text, longest);
}
