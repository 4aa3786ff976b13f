import { longestValue, outsideText } from './outsideText.ts';
import { shortList } from './shortList.ts';

/** How many PBXes a question names with their addresses; the others are counted. */
const mostNamed = 5;
/** How long all that is named may be, so that no sentence is cut before its end; two names of PBXes and a secret have room beside it. */
const longestList = 1200;
const separator = ', '.length;

/**
 * A PBX as a question names it, so that a name that stands for another box now deceives nobody: `hq (https://172.16.6.150:8088)`.
 * @param url its base URL, with a path prefix if it has one; undefined where the settings do not say it.
 */
export function shownAddress(name: string, url: string | undefined): string {
  return url === undefined ? outsideText(name) : `${outsideText(name)} (${outsideText(url, longestValue)})`;
}

/** Several PBXes with their addresses; of many, the first few and how many more there are. Never longer than {@link longestList}. */
export function shownAddresses(
  names: Iterable<string>,
  addressOf: (name: string) => string | undefined,
): string {
  const shown = [...new Set(names)].map((name) => shownAddress(name, addressOf(name)));
  let length = 0;
  const fitting = shown.findIndex((one) => (length += one.length + separator) > longestList);
  return shortList(shown, Math.min(mostNamed, fitting === -1 ? shown.length : fitting));
}

/** A PBX in each form in which a sentence names it: by its name, its address, its origin, or its host with the port. */
export function shownForms(name: string, url: string | undefined): string[] {
  const forms = [name, outsideText(name), shownAddress(name, url)];
  if (url === undefined || !URL.canParse(url)) return forms;
  const { origin, host } = new URL(url);
  return [...forms, url, origin, host];
}
