/**
 * The HTTP API, an endpoint a method. What is said of the protocol here and elsewhere comes from two documentations:
 *
 * - OpenVox: "UC Series IPPBX › API documentation" at help.openvox.cn and its Chinese original at wiki.openvox.com.cn/IPPBX,
 *   for `v0.0.1`.
 * - Yeastar: the S-Series developer guides at help.yeastar.com (login, add-sip-trunk, query, api_error_code,
 *   api-response-results), for `v1.1.0`.
 *
 * A fact without a name is in both. A name in brackets says that only that documentation has it.
 */
import * as l10n from '@vscode/l10n';
import { outsideText } from '../core/outsideText.ts';
import type { ExistingTrunk } from '../core/compare.ts';
import type { Connection } from '../core/connection.ts';
import { isReservedName, type Trunk } from '../core/trunk.ts';
import { AnswerErrors } from './answers/answerErrors.ts';
import type { DeviceInfo, TrunkStatus } from './answers/answers.ts';
import type { ListDoubt } from './answers/answerList.ts';
import { PbxError, refused } from './errors.ts';
import type { AnswerData, AnswerKind, AnswerReader } from './answers/readAnswer.ts';
import { fieldsToSend, requestOf, type Request } from './request.ts';
import { Transport, type TransportOptions } from './transport/transport.ts';

/**
 * The `port` of a login: where the caller listens for events. It is required though we listen for none; 8260 is
 * in every example.
 */
const eventPort = '8260';

/** What a call was, for the log: an endpoint, how long it took and how it ended. Never a query or a body. */
export interface CallRecord {
  pbx: string;
  endpoint: string;
  milliseconds: number;
  error?: PbxError;
}

export interface PbxApiOptions extends TransportOptions {
  /** What reads its answers, within the time of a request. */
  answers: AnswerReader;
  /** Told of every call when it has ended. */
  onCall?: (record: CallRecord) => void;
}

/** The SIP trunks of a PBX, so far as it told of them. */
export interface TrunkList {
  trunks: ExistingTrunk[];
  /** Why there may be more of them; undefined where the list is whole. */
  doubt: ListDoubt | undefined;
}

interface Call<Kind extends AnswerKind> extends Request {
  /** What was asked, in the words of a refusal: "… refused to {doing}". */
  doing: () => string;
  answer: Kind;
  signal?: AbortSignal | undefined;
}

/**
 * The HTTP API of one PBX, one method an endpoint, in the dialect and format of its connection. It knows no session: every
 * method takes the token. All of them throw {@link PbxError}.
 */
export class PbxApi {
  readonly #connection: Connection;
  readonly #options: PbxApiOptions;
  readonly #transport: Transport;
  readonly #errors: AnswerErrors;

  constructor(connection: Connection, options: PbxApiOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#errors = new AnswerErrors(options.name, new URL(connection.url).host);
    this.#transport = new Transport(connection, options);
  }

  /** `login`. `md5` is the MD5 of the API password in 32 lower-case hex digits. Returns the token. */
  async login(username: string, md5: string, signal?: AbortSignal): Promise<string> {
    const { token } = await this.#call({
      endpoint: 'login',
      doing: () => l10n.t('sign in'),
      fields: { username, password: md5, port: eventPort },
      answer: 'login',
      signal,
    });
    return token;
  }

  /** `logout`. */
  async logout(token: string, signal?: AbortSignal): Promise<void> {
    await this.#call({
      endpoint: 'logout',
      doing: () => l10n.t('sign out'),
      token,
      answer: 'bare',
      untyped: true,
      signal,
    });
  }

  /** `deviceinfo/query`: model, serial number, firmware. */
  deviceInfo(token: string, signal?: AbortSignal): Promise<DeviceInfo> {
    return this.#call({
      endpoint: 'deviceinfo/query',
      doing: () => l10n.t('tell about itself'),
      token,
      answer: 'deviceInfo',
      signal,
    });
  }

  /** `siptrunk/query` for one name, or `all`. The passwords come back in clear text. */
  async trunks(token: string, trunkname: string, signal?: AbortSignal): Promise<TrunkList> {
    const { entries, doubt } = await this.#call({
      endpoint: 'siptrunk/query',
      doing: () => l10n.t('list its trunks'),
      token,
      fields: { trunkname },
      answer: 'trunks',
      signal,
    });
    return { trunks: entries, doubt };
  }

  /** `trunklist/query`: the live status of the trunks of every kind. */
  async statuses(token: string, signal?: AbortSignal): Promise<TrunkStatus[]> {
    const { entries } = await this.#call({
      endpoint: 'trunklist/query',
      doing: () => l10n.t('tell the status of its trunks'),
      token,
      answer: 'statuses',
      signal,
    });
    return entries;
  }

  /** `siptrunk/add`. No id comes back. */
  async add(token: string, trunk: Trunk, signal?: AbortSignal): Promise<void> {
    await this.#call({
      endpoint: 'siptrunk/add',
      doing: () => l10n.t('add the trunk {0}', outsideText(trunk.trunkname)),
      token,
      fields: fieldsToSend(this.#connection, trunk),
      answer: 'bare',
      signal,
    });
  }

  /** `siptrunk/update`: the fields of add, every one that the type requires, and the trunk's id before them. */
  async update(token: string, id: string, trunk: Trunk, signal?: AbortSignal): Promise<void> {
    await this.#call({
      endpoint: 'siptrunk/update',
      doing: () => l10n.t('change the trunk {0}', outsideText(trunk.trunkname)),
      token,
      // A blank fromuser takes away the one that the PBX has, which it may keep when it is told of none.
      fields: { id, ...fieldsToSend(this.#connection, trunk, { blanks: true }) },
      answer: 'bare',
      signal,
    });
  }

  /**
   * `siptrunk/delete` of one trunk by its exact name.
   * @throws Error, a defect, for a name that would delete more than one trunk: `all`, or one with a comma.
   */
  async delete(token: string, trunkname: string, signal?: AbortSignal): Promise<void> {
    if (!canBeDeleted(trunkname)) throw new Error('This name must never be sent to siptrunk/delete');
    await this.#call({
      endpoint: 'siptrunk/delete',
      doing: () => l10n.t('delete the trunk {0}', outsideText(trunkname)),
      token,
      fields: { trunkname },
      // OpenVox prints this one body without an XML declaration.
      undeclared: true,
      answer: 'bare',
      signal,
    });
  }

  /** `apply` (Yeastar only): settles many writes after a 10025. */
  async apply(token: string, signal?: AbortSignal): Promise<void> {
    await this.#call({
      endpoint: 'apply',
      doing: () => l10n.t('apply the changes'),
      token,
      answer: 'bare',
      untyped: true,
      signal,
    });
  }

  /** Ends every connection; calls under way fail. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  async #call<Kind extends AnswerKind>(call: Call<Kind>): Promise<AnswerData[Kind]> {
    const start = performance.now();
    const record = (error?: PbxError) =>
      this.#options.onCall?.({
        pbx: this.#options.name,
        endpoint: call.endpoint,
        milliseconds: performance.now() - start,
        ...(error && { error }),
      });
    try {
      const result = await this.#exchange(call);
      record();
      return result;
    } catch (error) {
      if (error instanceof PbxError) record(error);
      throw error;
    }
  }

  async #exchange<Kind extends AnswerKind>(call: Call<Kind>): Promise<AnswerData[Kind]> {
    const { name, answers } = this.#options;
    if (/\p{Surrogate}/u.test(call.token ?? '')) {
      throw new PbxError(
        'signedOut',
        l10n.t('The token for {0} is damaged, so nothing was sent. Sign in again.', name),
      );
    }
    const reading = await this.#transport.post(
      requestOf(this.#connection, call),
      (answer, stop) => answers.read({ ...answer, kind: call.answer, connection: this.#connection }, stop),
      call.signal,
    );
    if ('data' in reading) return reading.data;
    if ('refused' in reading) throw refused(name, call.doing(), reading.refused.errno);
    throw 'misfit' in reading
      ? this.#errors.notInCharset(reading.misfit)
      : this.#errors.unreadable(reading.unreadable);
  }
}

/** False for a name that could mean more than one trunk to `siptrunk/delete`. */
export function canBeDeleted(trunkname: string): boolean {
  // A box may end a text at its zero byte.
  return !isReservedName(trunkname) && !/\p{Cc}/u.test(trunkname);
}
