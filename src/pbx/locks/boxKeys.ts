import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { systemClock, type Clock } from '../clock.ts';
import { wait } from '../backoff.ts';

/** Looks up the addresses of a host name. */
export type LookUp = (host: string) => Promise<readonly string[]>;

/** How long a look-up is waited for, in milliseconds: behind a proxy it may never end. */
const lookUpLimit = 3000;
/** How long a name is not looked up again that could not be, in milliseconds. */
const unknownFor = 60_000;
/** Until when each of these names stays unknown, by the clock, for each way of looking up. */
const unknownNames = new WeakMap<LookUp, Map<string, number>>();

/** This computer, however it is spelled. */
const thisComputer = 'localhost';
const ownAddresses = new Set(['127.0.0.1', '::1', '0.0.0.0', '::']);

/**
 * What a box is known by, whatever the spelling of its URL, its path, and the user: each of its addresses with the port, and
 * its name with the port, which stands alone where it cannot be looked up. Two URLs that share a key lead to one box.
 * @param signal ends the look-up, as if there were no addresses.
 * @returns at least one key, in an order that is the same everywhere, so that locks can be taken in it.
 */
export async function boxKeys(
  url: string,
  lookUp: LookUp = lookUpAll,
  signal?: AbortSignal,
  clock: Clock = systemClock,
): Promise<string[]> {
  const { hostname, port, protocol } = new URL(url);
  const host = plainName(hostname.replace(/^\[|\]$/g, '').replace(/\.$/, ''));
  const addresses =
    host === thisComputer || isIP(host) !== 0 ? [] : await addressesOf(host, lookUp, signal, clock);
  const shownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return [...new Set([host, ...addresses.map(plainName)])].map((one) => `${one}:${shownPort}`).sort();
}

/** One spelling for an address of either family, and for this computer. */
function plainName(host: string): string {
  const lower = host.toLowerCase();
  const mapped = /^::ffff:(?:([\d.]+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/.exec(lower);
  const plain = mapped ? (mapped[1] ?? dotted(mapped[2] ?? '', mapped[3] ?? '')) : lower;
  return ownAddresses.has(plain) || plain === thisComputer || plain.endsWith(`.${thisComputer}`)
    ? thisComputer
    : plain;
}

/** The last 32 bits of an IPv6 address as those of IPv4. */
function dotted(high: string, low: string): string {
  const words = [parseInt(high, 16), parseInt(low, 16)];
  return words.flatMap((word) => [word >> 8, word & 255]).join('.');
}

/** The addresses; none where the look-up fails, has lately failed, takes too long or is given up. */
async function addressesOf(
  host: string,
  lookUp: LookUp,
  signal: AbortSignal | undefined,
  clock: Clock,
): Promise<readonly string[]> {
  const unknown = unknownNames.get(lookUp) ?? new Map<string, number>();
  unknownNames.set(lookUp, unknown);
  if (signal?.aborted || clock.now() < (unknown.get(host) ?? -Infinity)) return [];
  const done = new AbortController();
  let found: readonly string[] = [];
  const looking = lookUp(host)
    .then((addresses) => {
      found = addresses;
      unknown.delete(host);
    })
    .catch(() => undefined)
    .finally(() => {
      done.abort();
    });
  await Promise.race([
    looking,
    wait(lookUpLimit, AbortSignal.any([done.signal, ...(signal ? [signal] : [])]), clock),
  ]);
  if (found.length === 0 && !signal?.aborted) unknown.set(host, clock.now() + unknownFor);
  return found;
}

async function lookUpAll(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
