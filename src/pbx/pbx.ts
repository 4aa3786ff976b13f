import * as l10n from '@vscode/l10n';
import { credentialKey, type Connection } from '../core/connection.ts';
import type { ExistingTrunk } from '../core/compare.ts';
import { outsideText } from '../core/outsideText.ts';
import type { Redactor } from '../core/redaction/redact.ts';
import type { Trunk } from '../core/trunk.ts';
import type { DeviceInfo, TrunkStatus } from './answers/answers.ts';
import { PbxApi, type CallRecord, type TrunkList } from './api.ts';
import type { Clock } from './clock.ts';
import { busyErrno, isUnexplained, unsupportedErrno } from './errno.ts';
import { isRefusal, PbxError } from './errors.ts';
import type { LoginGuard } from './signIn/loginGuard.ts';
import type { Network } from './transport/network.ts';
import type { Queue } from './locks/queue.ts';
import type { AnswerReader } from './answers/readAnswer.ts';
import { Session, type CredentialStore } from './signIn/session.ts';

export interface PbxOptions {
  name: string;
  connection: Connection;
  /** How long one request may take, in milliseconds. */
  timeoutMs: number;
  store: CredentialStore;
  redactor: Redactor;
  /** Shared by all that write to the same box: it applies each write, and two at once could add a trunk twice. */
  writes: Queue;
  /** Lets logins be sent; shared by all windows of the user. */
  logins: LoginGuard;
  /** What reads its answers. */
  answers: AnswerReader;
  onCall?: (record: CallRecord) => void;
  clock?: Clock;
  network?: Network;
}

/** One configured PBX: the API with its session. Every method throws PbxError, takes a signal and signs in when needed. */
export class Pbx {
  readonly name: string;
  readonly connection: Connection;
  readonly network: Network;
  readonly session: Session;
  /** The writes to this box, one after another. */
  readonly writes: Queue;
  readonly #api: PbxApi;
  readonly #redactor: Redactor;

  constructor(options: PbxOptions) {
    const { name, connection, timeoutMs, store, redactor, writes, logins, answers, onCall, clock } = options;
    const { network = {} } = options;
    this.name = name;
    this.connection = connection;
    this.network = network;
    this.writes = writes;
    this.#redactor = redactor;
    this.#api = new PbxApi(connection, {
      name,
      timeoutMs,
      answers,
      network,
      ...(onCall && { onCall }),
      ...(clock && { clock }),
    });
    this.session = new Session(this.#api, {
      name,
      url: connection.url,
      username: connection.username,
      logins,
      key: credentialKey(connection),
      store,
      redactor,
    });
  }

  deviceInfo(signal?: AbortSignal): Promise<DeviceInfo> {
    return this.#read((token) => this.#api.deviceInfo(token, signal), signal);
  }

  /**
   * Every SIP trunk with its settings, passwords included, which the redactor knows from here on. A list that may not be whole is compared with the live list: a trunk
   * that only that one has comes with its name alone. What a PBX without any trunk answers is documented nowhere, so the live
   * list also decides after a refusal that explains nothing.
   */
  async trunks(signal?: AbortSignal): Promise<ExistingTrunk[]> {
    let list: TrunkList;
    try {
      list = await this.#list('all', signal);
    } catch (error) {
      if (!isRefusal(error) || !isUnexplained(error.errno)) throw error;
      const live = await this.#liveNames(signal).catch(() => undefined);
      if (!live || live.length > 0) throw error;
      return [];
    }
    if (list.doubt === undefined) return list.trunks;
    const listed = new Set(list.trunks.map(({ trunkname }) => trunkname));
    const live = await this.#liveNames(signal).catch((error: unknown) => {
      throw isRefusal(error) ? this.#unreadableList() : error;
    });
    const others = live.filter((trunkname) => !listed.has(trunkname)).map((trunkname) => ({ trunkname }));
    const trunks: ExistingTrunk[] = [...list.trunks, ...others];
    if (list.doubt === 'unreadEntries' && trunks.length === 0) throw this.#unreadableList();
    return trunks;
  }

  /** The live status of the trunks of every kind. */
  statuses(signal?: AbortSignal): Promise<TrunkStatus[]> {
    return this.#read((token) => this.#api.statuses(token, signal), signal);
  }

  /**
   * The trunk of that name, or undefined when the PBX has none. What a query for a name that is not there answers is
   * documented nowhere, so after a refusal the whole list decides.
   */
  async trunk(trunkname: string, signal?: AbortSignal): Promise<ExistingTrunk | undefined> {
    const found = await this.#list(trunkname, signal).catch((error: unknown) => {
      if (isRefusal(error) && !isRefusal(error, unsupportedErrno, busyErrno)) return undefined;
      throw error;
    });
    const trunks = found && found.doubt === undefined ? found.trunks : await this.trunks(signal);
    return trunks.find((trunk) => trunk.trunkname === trunkname);
  }

  /** Adds a trunk. When the error's `mayHaveArrived` is true, only {@link trunk} can tell whether it is there. */
  add(trunk: Trunk): Promise<void> {
    return this.session.call((token) => this.#api.add(token, trunk));
  }

  /** Changes the trunk with that id. What holds for {@link add} when its answer is lost holds here too. */
  update(id: string, trunk: Trunk): Promise<void> {
    return this.session.call((token) => this.#api.update(token, id, trunk));
  }

  /** Deletes the trunk of exactly that name. */
  delete(trunkname: string): Promise<void> {
    return this.session.call((token) => this.#api.delete(token, trunkname));
  }

  apply(): Promise<void> {
    return this.session.call((token) => this.#api.apply(token));
  }

  /** Ends every connection; calls under way fail. */
  close(): Promise<void> {
    return this.#api.close();
  }

  /** `trunkname` as siptrunk/query takes it. */
  async #list(trunkname: string, signal: AbortSignal | undefined): Promise<TrunkList> {
    const list = await this.#read((token) => this.#api.trunks(token, trunkname, signal), signal);
    for (const { password } of list.trunks) this.#redactor.add(password);
    return list;
  }

  /** The names of the SIP trunks in the live list. */
  async #liveNames(signal: AbortSignal | undefined): Promise<string[]> {
    const live = await this.statuses(signal);
    return live.filter(({ type }) => /sip/i.test(type ?? 'sip')).map(({ trunkname }) => trunkname);
  }

  #unreadableList(): PbxError {
    return new PbxError(
      'answer',
      l10n.t('{0} gave a list of trunks that cannot be read, or only half of it.', outsideText(this.name)),
      { mayHaveArrived: true },
    );
  }

  /** A read may be repeated: boxes close idle connections, and a request can cross that on its way. */
  #read<T>(run: (token: string) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.session.call(async (token) => {
      try {
        return await run(token);
      } catch (error) {
        if (
          error instanceof PbxError &&
          error.kind === 'connection' &&
          error.mayHaveArrived &&
          !signal?.aborted
        ) {
          return await run(token);
        }
        throw error;
      }
    }, signal);
  }
}
