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

/** The forms in which an address is shown to people: whole, as an origin, and as a host with its port. */
export function addressForms(url: string | undefined): string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { origin, host } = new URL(url);
  return [url, origin, host];
}
