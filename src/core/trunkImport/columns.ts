import type { TrunkField } from '../trunk.ts';

/** What a column may hold: a field of a trunk, the PBX, the technology, or whether the trunk is switched on or off. */
export type ColumnField = TrunkField | 'pbx' | 'tech' | 'enabled' | 'disabled';
/** What a column is for; `ignore` for one that a trunk of this API has no place for. */
export type ColumnUse = ColumnField | 'ignore';

/** The headers of each field, the one that counts most first; compared without case, spaces and punctuation. */
const headers: Record<ColumnField, readonly string[]> = {
  // API name · FreePBX Bulk Handler (trunk_name from its pjsip settings, name and channelid from its table `trunks`) ·
  // Yeastar S and Cloud, "Import Parameters - Trunks" (Provider Name) · Yeastar P, "Trunk Parameters" (Name).
  trunkname: ['trunkname', 'trunk_name', 'Provider Name', 'name', 'trunk', 'channelid'],
  // API name (Yeastar P: Trunk Type) · FreePBX: registration = send, receive or none.
  trunktype: ['trunktype', 'registration', 'type'],
  // API name · Yeastar P (Hostname/IP) · Yeastar S (Hostname; its web page: Hostname/IP) · FreePBX (sip_server).
  host: ['host', 'Hostname/IP', 'hostname', 'sip_server', 'Host/IP', 'Provider Host/IP', 'server', 'ip'],
  // API name (both Yeastars alike) · FreePBX (sip_server_port).
  port: ['port', 'sip_server_port', 'SIP Port'],
  // API name (both Yeastars alike) · FreePBX (from_domain).
  domain: ['domain', 'from_domain'],
  // API name, Yeastar P, FreePBX · Yeastar S (User Name).
  username: ['username', 'User Name', 'user'],
  // API name · both Yeastars (Authentication Name) · FreePBX (auth_username).
  authname: ['authname', 'Authentication Name', 'auth_username', 'Auth Name', 'authuser', 'authid'],
  // API name · Yeastar S (From User) · FreePBX (from_user).
  fromuser: ['fromuser', 'From User'],
  // API name, both Yeastars · FreePBX (secret).
  password: ['password', 'secret'],
  // API names (Yeastar).
  extensionsdod: ['extensionsdod'],
  extensionsgroupdod: ['extensionsgroupdod'],
  pbx: ['pbx'],
  // FreePBX.
  tech: ['tech', 'technology'],
  // Yeastar P (Trunk Status = 0 or 1).
  enabled: ['Trunk Status', 'enabled', 'enable'],
  // FreePBX (disabled = on or off; disabletrunk when it imports).
  disabled: ['disabled', 'disabletrunk'],
};

/** Columns of these exports that the API has no parameter for. */
const unused = [
  // Yeastar S and Cloud, Yeastar P.
  ['Transport', 'Transport(UDP/TCP/TLS/DNS-NAPTR)', 'Outbound Proxy Server', 'Outbound Proxy Server Port'],
  ['Outbound Proxy Port', 'Enable Outbound Proxy', 'DTMF', 'DTMF(RFC4733/Info/Inband/Auto)'],
  ['DTMF fmtp', 'DTMF fmtp(0-15/0-16)', 'Default Outbound Caller ID', 'Default Outbound Caller ID Name'],
  ['Codec', 'Codecs', 'Country', 'ITSP', 'Status', 'ID', 'Trunk ID', 'Description', 'Comment', 'Notes'],
  // FreePBX: its table `trunks`, then its pjsip settings.
  ['trunkid', 'outcid', 'keepcid', 'maxchans', 'failscript', 'dialoutprefix', 'usercontext', 'provider'],
  [
    'continue',
    'routedisplay',
    'peerdetails',
    'userconfig',
    'register',
    'failtrunk',
    'dialopts',
    'extdisplay',
  ],
  ['sv_trunk_name', 'sv_usercontext', 'sv_channelid', 'npanxx', 'hcid', 'dialoutopts_cb', 'failtrunk_enable'],
  ['prepend_digit', 'pattern_prefix', 'pattern_pass', 'authentication', 'language', 'context', 'dtmfmode'],
  ['auth_rejection_permanent', 'forbidden_retry_interval', 'fatal_retry_interval', 'retry_interval'],
  ['expiration', 'max_retries', 'qualify_frequency', 'outbound_proxy', 'user_eq_phone', 'contact_user'],
  ['client_uri', 'server_uri', 'media_address', 'aors', 'aor_contact', 'match', 'support_path', 't38_udptl'],
  ['t38_udptl_ec', 't38_udptl_nat', 't38_udptl_maxdatagram', 'fax_detect', 'trust_rpid', 'sendrpid'],
  ['trust_id_outbound', 'identify_by', 'inband_progress', 'direct_media', 'rewrite_contact', 'rtp_symmetric'],
  ['media_encryption', 'force_rport', 'message_context', 'pjsip_line', 'send_connected_line'],
].flat();

const uses: ReadonlyMap<string, { use: ColumnUse; rank: number }> = new Map<
  string,
  { use: ColumnUse; rank: number }
>([
  ...unused.map((name) => [normalizeHeader(name), { use: 'ignore', rank: 0 }] as const),
  ...Object.entries(headers).flatMap(([field, names]) =>
    names.map((name, rank) => [normalizeHeader(name), { use: field as ColumnField, rank }] as const),
  ),
]);

/** All fields that a column may be said to hold. */
export const columnFields = Object.keys(headers) as readonly ColumnField[];

/** A header without what differs between exports and people: case, spaces, punctuation. */
export function normalizeHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The field that a header is known to name. */
export function fieldOfHeader(header: string): ColumnField | undefined {
  const use = uses.get(normalizeHeader(header))?.use;
  return use === 'ignore' ? undefined : use;
}

/** A column of the file at hand. */
export interface Column {
  /** Its header as written. */
  header: string;
  /** Its place in each record. */
  index: number;
  /** What it is for; undefined when nobody knows. */
  use: ColumnUse | undefined;
  /** True when an earlier answer says so. */
  remembered: boolean;
  /** Where several columns hold one field, the lower counts first. */
  rank: number;
}

/** Finds out what each column is for, from its header and from earlier answers (normalized header → use). */
export function mapColumns(
  names: readonly string[],
  remembered: Readonly<Record<string, ColumnUse>> = {},
): Column[] {
  return names.map((name, index) => {
    const key = normalizeHeader(name);
    const known = uses.get(key);
    const answer = Object.hasOwn(remembered, key) ? remembered[key] : undefined;
    return {
      header: name.trim(),
      index,
      use: known?.use ?? answer,
      remembered: !known && answer !== undefined,
      rank: known?.rank ?? headers.trunkname.length,
    };
  });
}
