import { outsideText } from '../../core/outsideText.ts';

/** In code points; more of a name is not read in a tab. */
const maxLabel = 45;

/** A name as part of the path of a document's address, for people: a slash in it would be a folder. */
export function pathLabel(name: string): string {
  return outsideText(name, maxLabel).replace(/[\\/\p{C}]/gu, '-');
}
