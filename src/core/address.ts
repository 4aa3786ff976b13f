import * as l10n from '@vscode/l10n';
import { leavingWords } from './leavings.ts';
import { wordList } from './sentences.ts';

/** Hexadecimal groups with at least two colons, the last of them perhaps an IPv4 address; on a link a zone may follow. */
const ipv6 = /^(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{0,4}|\d+(?:\.\d+){3})(?:%[\w.-]+)?$/i;
const ipv6InBrackets = /\[[\da-f]*:[\da-f:.]*(?:%[\w.-]+)?\]/i;
/** An address up to what may stand behind it in a URI. */
const addressAtStart =
  /^(?:\[[^\]]*\]|(?:[\da-f]{0,4}:){2,7}[\da-f.]*(?:%[\w.-]+)?(?=[;/?]|$)|[^\s:;/?@,|[\]]*)/i;
/** As many as are worth being named. */
const maxExcess = 8;
/** Parameters of a SIP URI (RFC 3261, 19.1.1) whose values are words: only these are repeated in a message. */
const uriParameter = /^;(?:transport|user|method|lr|ttl|maddr|comp|sigcomp-id)(?:=[a-z\d.]*)?$/i;

/**
 * What is too much in a host or a domain, which has to be one domain name or IP address and nothing else.
 * @param field its name, for the words.
 * @returns the words, or undefined for one that may be sent. Of the value they repeat only a port and what every SIP URI has:
 * in the wrong column of an import, anything may be a password.
 */
export function addressProblem(field: string, value: string): string | undefined {
  const address = value.trim();
  if (isOneAddress(address)) return undefined;
  // An earlier import may have brought it to a PBX, and then it is only warned of; a slash was never taken.
  const leaving = leavingWords(field, address);
  if (leaving !== undefined) return address.includes('/') ? leaving : undefined;
  if (isList(address)) {
    return l10n.t('{0} must be one domain name or IP address, not a list of several.', field);
  }
  const excess = excessOf(address);
  const [only = ''] = excess;
  if (excess.length === 1 && /^:\d+$/.test(only)) {
    return l10n.t(
      '{0} must not have a port in it. Write the port in the field port, and take out {1}.',
      field,
      only,
    );
  }
  return l10n.t(
    '{0} must be only a domain name or an IP address, without sip:, path or spaces. Too much here: {1}.',
    field,
    wordList(excess),
  );
}

/** An IPv6 address may stand in brackets, as in a URI. */
function isOneAddress(address: string): boolean {
  if (ipv6.test(address) || ipv6.test(/^\[(.*)\]$/.exec(address)?.[1] ?? '')) return true;
  return !/[\s;,|/@:?<>()[\]"\\]/.test(address);
}

/** Several addresses, whatever stands between them; a parameter is no address. */
function isList(address: string): boolean {
  const parts = address.split(/[\s,;|]+/).filter((part) => part !== '');
  return (
    address.includes(',') ||
    (parts.length > 1 && parts.every((part) => /[.:]/.test(part) && !part.includes('=')))
  );
}

/** What stands in it beside the address, in its order. Brackets around an IPv6 address are part of that. */
function excessOf(address: string): string[] {
  const excess: string[] = [];
  let rest = address.replace(ipv6InBrackets.test(address) ? /[<>()"\\]/g : /[<>()"\\[\]]/g, '');
  if (rest !== address) excess.push(l10n.t('the brackets or quotes'));
  const take = (pattern: RegExp, words: (found: string) => string): void => {
    const [found = ''] = pattern.exec(rest) ?? [];
    if (found !== '') excess.push(words(found));
    rest = rest.slice(found.length);
  };
  take(/^(?:sips?:|tel:|[a-z][a-z\d+.-]*:\/\/)/i, (found) => found.toLowerCase());
  take(/^.*@/, () => l10n.t('what stands before {0}', '@'));
  rest = rest.replace(addressAtStart, '');
  take(/^:[^;/?]*/, (found) => (/^:\d+$/.test(found) ? found : l10n.t('what stands behind {0}', ':')));
  take(/^\/[^;?]*/, () => l10n.t('what stands behind {0}', '/'));
  while (rest.startsWith(';') && excess.length < maxExcess) {
    take(/^;[^;?]*/, (found) => (uriParameter.test(found) ? found : l10n.t('what stands behind {0}', ';')));
  }
  take(/^\?.*/, () => l10n.t('what stands behind {0}', '?'));
  take(/^\s.*/, () => l10n.t('the space in it'));
  take(/^.+/, () => l10n.t('the character {0}', rest.charAt(0)));
  return excess;
}
