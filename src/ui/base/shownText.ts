import { outsideText } from '../../core/outsideText.ts';
import { withoutSecrets } from './knownSecrets.ts';
import { withoutMarkup } from './withoutMarkup.ts';

/** No sentence of ours is longer, whatever it quotes, in code points. */
const longest = 2000;

/** A sentence, or a part of one, as VS Code is to show it: without secrets, on one line, with nothing hidden in it, and as mere text. */
export function shownText(text: string): string {
  return withoutMarkup(plainLine(text));
}

/** The same for where VS Code takes text for text: titles of tabs and rows, modal dialogs, the log. */
export function plainLine(text: string): string {
  // Half of a secret that was cut off would not be found.
  return outsideText(withoutSecrets(text), longest);
}

/** The same for the name of something that is to be chosen: it stays, though a secret be the same. */
export function shownName(name: string): string {
  return withoutMarkup(outsideText(withoutSecrets(name, [name]), longest));
}
