import { outsideText, longestValue, longestText } from '../../core/outsideText.ts';
import { withoutSecrets } from './knownSecrets.ts';
import { withoutMarkup } from './withoutMarkup.ts';

/** The names and the addresses of the PBXes in the settings, which are legible in every text: who is asked must see who gets it. */
let pbxesAsShown: () => readonly string[] = () => [];

/** Says what the names and addresses of the PBXes are, whenever a text is shown. */
export function keepLegible(names: () => readonly string[]): void {
  pbxesAsShown = names;
}

/**
 * A sentence, or a part of one, as VS Code is to show it: without secrets, on one line, with nothing hidden in it, and as mere text.
 * @param names what the sentence is about, such as trunks: each stays legible, though a secret be the same.
 */
export function shownText(text: string, names?: readonly string[]): string {
  return withoutMarkup(plainLine(text, names));
}

/** The same for where VS Code takes text for text: titles of tabs and rows, modal dialogs, the log. */
export function plainLine(text: string, names: readonly string[] = []): string {
  // Half of a secret that was cut off would not be found.
  return outsideText(withoutSecrets(text, [...pbxesAsShown(), ...names.flatMap(asWritten)]), longestText);
}

/** The same for the name of something that is to be chosen: it stays, though a secret be the same. */
export function shownName(name: string): string {
  return shownText(name, [name]);
}

/** The forms that a name or an address has in a sentence of ours. */
function asWritten(name: string): string[] {
  return [name, outsideText(name), outsideText(name, longestValue)];
}
