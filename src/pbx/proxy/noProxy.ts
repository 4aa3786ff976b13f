import { BlockList, isIP } from 'node:net';

const loopback = blockList([
  ['127.0.0.0', 8],
  ['::1', 128],
]);
/** RFC 1918, link-local and unique local addresses: no proxy outside of the company knows a way to them. */
const privateAddresses = blockList([
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['fc00::', 7],
  ['fe80::', 10],
]);

/** True for this very computer, which is never asked for from a proxy. @param host without brackets. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || isIn(loopback, name);
}

/** True for an address that is reached inside of one network only. @param host without brackets. */
export function isPrivateAddress(host: string): boolean {
  return isIn(privateAddresses, host);
}

/**
 * True where a list of exceptions says that a host is reached without a proxy. An entry is `*`, a name (which stands for all names
 * below it, too), a name with `*` in it, an address, or a network such as `192.168.0.0/16`; each may end in a port.
 * @param host without brackets.
 */
export function isException(host: string, port: number, entries: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return entries.some((entry) => matches(name, port, entry.trim().toLowerCase()));
}

/** The entries of a list as the environment has it. */
export function listedExceptions(list: string | undefined): string[] {
  return (list ?? '').split(/[\s,;]+/).filter((entry) => entry !== '');
}

function matches(name: string, port: number, entry: string): boolean {
  if (entry === '*') return true;
  // An IPv6 address without brackets has no port.
  const withPort = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry);
  if (withPort && Number(withPort[2]) !== port) return false;
  const pattern = (withPort?.[1] ?? entry).replace(/^\[|\]$/g, '');
  if (pattern === '') return false;
  const [network = '', ...bits] = pattern.split('/');
  if (isIP(network) !== 0) {
    const all = isIP(network) === 4 ? 32 : 128;
    const prefix = bits.length === 0 ? all : /^\d+$/.test(bits.join('/')) ? Number(bits[0]) : -1;
    return (
      Number.isInteger(prefix) && prefix >= 0 && prefix <= all && isIn(blockList([[network, prefix]]), name)
    );
  }
  if (/^\*?\./.test(pattern) && !pattern.slice(1).includes('*')) {
    const parent = pattern.replace(/^\*?\./, '');
    return name.endsWith(`.${parent}`) || (!pattern.startsWith('*') && name === parent);
  }
  if (pattern.includes('*')) {
    const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
    return new RegExp(`^${parts.join('.*')}$`).test(name);
  }
  return name === pattern || name.endsWith(`.${pattern}`);
}

function blockList(networks: readonly (readonly [address: string, bits: number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of networks)
    list.addSubnet(address, bits, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return list;
}

function isIn(list: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
