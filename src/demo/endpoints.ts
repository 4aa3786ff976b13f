import { describeDevice } from './device.ts';
import { Refusal } from './errno.ts';
import type { Logins } from './login.ts';
import type { Version } from './request.ts';
import { dodNumbersOf, isPort, readTrunk, required } from './trunkFields.ts';
import type { StoredTrunk, Trunks } from './trunks.ts';
import type { Answer, Fields, Item } from './wire.ts';

/** A trunk that is no SIP trunk: trunklist/query shows it, siptrunk/* does not know it. */
export interface OtherTrunk {
  readonly trunkname: string;
  readonly status: string;
  readonly type: string;
}

/** The state of one Demo PBX. */
export interface Pbx {
  readonly logins: Logins;
  readonly trunks: Trunks;
  readonly otherTrunks: readonly OtherTrunk[];
  readonly bootedAt: number;
  readonly now: () => number;
}

export interface Call {
  readonly version: Version;
  readonly fields: Fields;
  readonly token: string;
  readonly address: string;
}

interface Endpoint {
  /** Called without a token. */
  readonly open?: true;
  /** Has a body that must not be blank. */
  readonly body?: true;
  /** Exists in this version only. */
  readonly only?: Version;
  /** Does it, and says what the answer holds beside its status. */
  readonly run: (pbx: Pbx, call: Call) => Answer;
}

const NOTHING: Answer = {};

/** Every endpoint of pbx-api.md by the path that follows the version; `apply` is in Yeastar only. */
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['login', { open: true, body: true, run: login }],
  ['heartbeat', { body: true, run: heartbeat }],
  ['logout', { run: logout }],
  ['deviceinfo/query', { run: queryDevice }],
  ['siptrunk/add', { body: true, run: addTrunk }],
  ['siptrunk/query', { body: true, run: queryTrunks }],
  ['siptrunk/update', { body: true, run: updateTrunk }],
  ['siptrunk/delete', { body: true, run: deleteTrunks }],
  ['trunklist/query', { run: listTrunks }],
  ['apply', { only: 'v1.1.0', run: () => NOTHING }],
]);

/** The caller's event-listener port is required although the Demo PBX reports no events (OpenVox, login). */
function login({ logins }: Pbx, { fields, address }: Call): Answer {
  const username = required(fields, 'username');
  const password = required(fields, 'password');
  requireListenerPort(fields);
  return { token: logins.login(address, username, password) };
}

/** heartbeat: `ipaddr` and `port` are required. The token was prolonged on the way here. */
function heartbeat(_: Pbx, { fields }: Call): Answer {
  required(fields, 'ipaddr');
  requireListenerPort(fields);
  return NOTHING;
}

function requireListenerPort(fields: Fields): void {
  if (!isPort(fields.get('port') ?? '')) {
    throw new Refusal('wrongPort');
  }
}

function logout({ logins }: Pbx, { token }: Call): Answer {
  logins.logout(token);
  return NOTHING;
}

function queryDevice({ bootedAt, now }: Pbx, { version }: Call): Answer {
  return { deviceinfo: describeDevice(version, bootedAt, now()) };
}

/** No id comes back (OpenVox, add a SIP trunk). */
function addTrunk({ trunks, otherTrunks }: Pbx, { fields, version }: Call): Answer {
  const trunk = readTrunk(fields, version);
  if (otherTrunks.some(({ trunkname }) => trunkname === trunk.trunkname)) {
    throw new Refusal('refused');
  }
  trunks.add(trunk);
  return NOTHING;
}

function queryTrunks({ trunks }: Pbx, { fields, version }: Call): Answer {
  const selected = trunks.select(required(fields, 'trunkname'));
  return { trunks: selected.map((trunk) => describeTrunk(trunk, version)) };
}

/**
 * The password comes back in clear text (query a SIP trunk). `tech` is OpenVox's; Yeastar's table does not have it, but DOD
 * numbers. That those are left out until a trunk was given some is the Demo's choice.
 */
function describeTrunk(trunk: StoredTrunk, version: Version): Item {
  const { id, trunkname, trunktype, host, port, domain, username, authname, fromuser, password } = trunk;
  const tech = version === 'v0.0.1' ? 'pjsip' : undefined;
  const inOrder = {
    id,
    trunkname,
    tech,
    trunktype,
    host,
    port,
    domain,
    username,
    authname,
    fromuser,
    password,
    ...(version === 'v1.1.0' && dodNumbersOf(trunk)),
  };
  return Object.fromEntries(
    Object.entries(inOrder).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function updateTrunk({ trunks }: Pbx, { fields, version }: Call): Answer {
  trunks.update(required(fields, 'id'), readTrunk(fields, version));
  return NOTHING;
}

function deleteTrunks({ trunks }: Pbx, { fields }: Call): Answer {
  trunks.delete(required(fields, 'trunkname'));
  return NOTHING;
}

/** OpenVox's example has the list under `trunkname`, Yeastar's under `trunklist` (query the trunk list). */
function listTrunks({ trunks, otherTrunks }: Pbx, { version }: Call): Answer {
  const sip = trunks
    .all()
    .map((trunk) => ({ trunkname: trunk.trunkname, status: trunks.status(trunk), type: 'SIP' }));
  const list = [...sip, ...otherTrunks.map(({ trunkname, status, type }) => ({ trunkname, status, type }))];
  return version === 'v0.0.1' ? { trunkname: list } : { trunklist: list };
}
