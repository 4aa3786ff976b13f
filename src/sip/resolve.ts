import type { NaptrRecord, SrvRecord } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** How a message travels. */
export const transports = ['udp', 'tcp', 'tls'] as const;
export type Transport = (typeof transports)[number];

/** Where a message is sent. */
export interface Target {
  transport: Transport;
  address: string;
  port: number;
}

/** Asks the DNS. A name that has no such record has none of it; any other trouble is thrown. */
export interface Names {
  addresses(host: string): Promise<string[]>;
  naptr(host: string): Promise<NaptrRecord[]>;
  srv(service: string): Promise<SrvRecord[]>;
}

/** How many addresses of one name are tried. */
const mostAddresses = 3;

const services: Record<Transport, { naptr: string; srv: string }> = {
  udp: { naptr: 'SIP+D2U', srv: '_sip._udp.' },
  tcp: { naptr: 'SIP+D2T', srv: '_sip._tcp.' },
  tls: { naptr: 'SIPS+D2T', srv: '_sips._tcp.' },
};

/**
 * The names as this computer knows them.
 * @param resolver asked for everything, in place of the system.
 */
export function namesOf(resolver?: Resolver): Names {
  const records = resolver ?? new Resolver({ timeout: 2000, tries: 2 });
  return {
    addresses: async (host) =>
      resolver
        ? (await Promise.all([none(resolver.resolve4(host)), none(resolver.resolve6(host))])).flat()
        : (await none(lookup(host, { all: true }))).map(({ address }) => address),
    naptr: (host) => none(records.resolveNaptr(host)),
    srv: (service) => none(records.resolveSrv(service)),
  };
}

/**
 * Where the server of a host is (RFC 3263, 4): an address as it is, a name with a port by its addresses, and any other by
 * NAPTR, SRV and addresses.
 * @param wanted the transports in the order in which they are to be tried.
 * @param mayUseTls false where TLS is only taken if the host offers it itself.
 */
export async function findTargets(
  host: string,
  port: number | undefined,
  wanted: readonly Transport[],
  mayUseTls: boolean,
  names: Names,
): Promise<Target[]> {
  const usual = (address: string) =>
    wanted
      .filter((transport) => transport !== 'tls' || mayUseTls || port === 5061)
      .map((transport) => ({ transport, address, port: port ?? defaultPort(transport) }));
  const byAddress = async () => inTurn((await names.addresses(host)).slice(0, mostAddresses).flatMap(usual));
  if (isIP(host) !== 0) return inTurn(usual(host));
  if (port !== undefined) return await byAddress();

  // Many a resolver knows no NAPTR, and then SRV goes on without it.
  const naptr = await names.naptr(host).catch((): NaptrRecord[] => []);
  const found: Target[] = [];
  for (const transport of wanted) {
    const own = naptr
      .filter(({ service, flags }) => sameWord(service, services[transport].naptr) && sameWord(flags, 's'))
      .sort((a, b) => a.order - b.order || a.preference - b.preference)
      .map(({ replacement }) => replacement);
    const service = naptr.length > 0 ? own : [`${services[transport].srv}${host}`];
    const [first] = service;
    if (first !== undefined) found.push(...(await bySrv(first, transport, names)));
  }
  return found.length > 0 ? found : await byAddress();

  function inTurn(targets: Target[]): Target[] {
    return wanted.flatMap((transport) => targets.filter((one) => one.transport === transport));
  }
}

/** The servers of a service, the first ones first (RFC 2782). */
async function bySrv(service: string, transport: Transport, names: Names): Promise<Target[]> {
  const records = (await names.srv(service))
    .filter(({ name }) => name !== '' && name !== '.')
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
    .slice(0, mostAddresses);
  const targets: Target[] = [];
  for (const { name, port } of records) {
    for (const address of await names.addresses(name)) targets.push({ transport, address, port });
  }
  return targets.slice(0, mostAddresses);
}

function defaultPort(transport: Transport): number {
  return transport === 'tls' ? 5061 : 5060;
}

function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function none<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked;
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA', 'EAI_NONAME'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return [];
    throw error;
  }
}
