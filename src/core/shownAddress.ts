import { longestAddress, outsideText } from './outsideText.ts';
import { shortList } from './shortList.ts';

/** How many PBXes a question names with their addresses; the others are counted. */
const mostNamed = 5;

/**
 * A PBX as a question names it, so that a name that stands for another box now deceives nobody: `hq (https://172.16.6.150:8088)`.
 * @param url its base URL, with a path prefix if it has one; undefined where the settings do not say it.
 */
export function shownAddress(name: string, url: string | undefined): string {
  return url === undefined ? outsideText(name) : `${outsideText(name)} (${outsideText(url, longestAddress)})`;
}

/** Several PBXes with their addresses; of many, the first few and how many more there are. */
export function shownAddresses(
  names: Iterable<string>,
  addressOf: (name: string) => string | undefined,
): string {
  return shortList(
    [...new Set(names)].map((name) => shownAddress(name, addressOf(name))),
    mostNamed,
  );
}

/** The forms in which an address is shown to people: whole, as an origin, and as a host with its port. */
export function addressForms(url: string | undefined): string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { origin, host } = new URL(url);
  return [url, origin, host];
}
