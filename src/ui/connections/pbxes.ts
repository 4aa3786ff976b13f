import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shownForms } from '../../core/shownAddress.ts';
import { credentialKey, type ConfiguredPbx } from '../../core/connection.ts';
import { unknownPbxWords } from '../../core/unknownPbx.ts';
import type { Redactor } from '../../core/redaction/redact.ts';
import type { OpenedPbx, PbxDirectory } from '../../fleet/ports.ts';
import { asPbxError } from '../../pbx/errors.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import { Authorities } from '../../pbx/tls/authorities.ts';
import { BoxLock } from '../../pbx/locks/boxLock.ts';
import type { LoginGuard } from '../../pbx/signIn/loginGuard.ts';
import type { Network } from '../../pbx/transport/network.ts';
import { proxySecrets } from '../../pbx/proxy/proxyRoute.ts';
import type { Queue } from '../../pbx/locks/queue.ts';
import type { AnswerReader } from '../../pbx/answers/readAnswer.ts';
import { writeQueue } from '../../pbx/locks/writeQueue.ts';
import { sessionState, type SessionState } from '../../pbx/signIn/session.ts';
import type { Log } from '../base/log.ts';
import { notify } from '../base/notify.ts';
import type { Secrets } from './secrets.ts';
import { adoptFormerCredential } from './formerCredential.ts';
import {
  configuredPbxes,
  proxySettings,
  renameConnection,
  requestTimeout,
  trustedFolders,
} from './settings.ts';

/** How a PBX stands: its session, `invalid` when its settings are not complete, or `locked` when the secret storage fails. */
export type PbxState = SessionState | 'invalid' | 'locked';

/** The trunks of one PBX, or of all, are not what they were. */
export interface TrunksChange {
  /** Its name; undefined for all of them. */
  pbx: string | undefined;
  /** Whether new trunks may be about to register, so that their status is worth asking for more often. */
  follow: boolean;
}

/** The configured PBXes, and for each that is used one {@link Pbx} with its connections. */
export class Pbxes implements PbxDirectory {
  readonly #secrets: Secrets;
  readonly #redactor: Redactor;
  readonly #log: Log;
  readonly #answers: () => Promise<AnswerReader>;
  readonly #open = new Map<string, { description: string; pbx: Pbx }>();
  readonly #queues = new Map<string, Queue>();
  readonly #lock: BoxLock;
  readonly #warned = new Set<string>();
  readonly #logins: LoginGuard;
  readonly #authorities = new Authorities({ baseFolders: trustedFolders });
  readonly #connectionsChanged = new vscode.EventEmitter<undefined>();
  readonly #sessionChanged = new vscode.EventEmitter<string>();
  readonly #renamed = new vscode.EventEmitter<{ name: string; next: string }>();
  readonly #trunksChanged = new vscode.EventEmitter<TrunksChange>();
  readonly #listeners: vscode.Disposable[];
  /** Read once after each change of the settings: a tree of 10,000 trunks asks for it often. */
  #configured: ConfiguredPbx[] | undefined;
  #shown: readonly string[] | undefined;

  /** Fires when the settings or the trust in the folder have changed. */
  readonly onDidChangeConnections = this.#connectionsChanged.event;
  /** Fires with the name of a PBX whose credential was changed, in this window or another. */
  readonly onDidChangeSession = this.#sessionChanged.event;
  /** Fires when a PBX was given another name here. */
  readonly onDidRename = this.#renamed.event;
  /** Fires when what is known of the trunks of a PBX may be true no more. */
  readonly onDidChangeTrunks = this.#trunksChanged.event;

  /**
   * @param answers gives what reads the answers of all PBXes.
   * @param lockFolder a folder that all windows of the user share.
   */
  constructor(
    secrets: Secrets,
    redactor: Redactor,
    log: Log,
    logins: LoginGuard,
    answers: () => Promise<AnswerReader>,
    lockFolder: string,
  ) {
    this.#logins = logins;
    this.#answers = answers;
    this.#lock = new BoxLock(lockFolder);
    this.#secrets = secrets;
    this.#redactor = redactor;
    this.#log = log;
    const fire = () => {
      this.#forgetSettings();
      this.#connectionsChanged.fire(undefined);
    };
    this.#listeners = [
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (
          event.affectsConfiguration('pbx.connections') ||
          event.affectsConfiguration('pbx.requestTimeout') ||
          event.affectsConfiguration('http')
        ) {
          this.#forgetSettings();
          this.#closeVanished();
          fire();
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(fire),
      secrets.onDidChangeCredential((key) => {
        for (const configured of this.list()) {
          if ('connection' in configured && credentialKey(configured.connection) === key) {
            this.#sessionChanged.fire(configured.name);
          }
        }
      }),
    ];
  }

  list(): ConfiguredPbx[] {
    return (this.#configured ??= configuredPbxes());
  }

  find(name: string): ConfiguredPbx | undefined {
    return this.list().find((configured) => configured.name === name);
  }

  /** The names and the addresses of all, in each form that people see. */
  asShown(): readonly string[] {
    return (this.#shown ??= this.list().flatMap((one) =>
      'connection' in one ? shownForms(one.name, one.connection.url) : [one.name, outsideText(one.name)],
    ));
  }

  /** Where a PBX is now; undefined when its settings do not say it. */
  addressOf(name: string): string | undefined {
    const configured = this.find(name);
    return configured && 'connection' in configured ? configured.connection.url : undefined;
  }

  /** Gives a PBX another name in the settings. Its password and its token do not depend on it. */
  async rename(name: string, next: string): Promise<void> {
    await renameConnection(name, next);
    this.#renamed.fire({ name, next });
  }

  /** Somebody wrote to this PBX. */
  trunksChanged(name: string): void {
    this.#trunksChanged.fire({ pbx: name, follow: true });
  }

  /** The trunks of this PBX, or of all, are to be asked for anew. */
  trunksOutdated(name?: string): void {
    this.#trunksChanged.fire({ pbx: name, follow: false });
  }

  /** How the session on a PBX stands, without asking it or loading what speaks to it. */
  async state(name: string): Promise<PbxState> {
    const configured = this.find(name);
    if (!configured || 'problem' in configured) return 'invalid';
    const { connection } = configured;
    try {
      await adoptFormerCredential(this.#secrets, connection, this.list());
      return sessionState(await this.#secrets.read(credentialKey(connection)));
    } catch (error) {
      asPbxError(error);
      return 'locked';
    }
  }

  /** The PBX of that name, ready to be spoken to; its code is loaded with the first one. */
  async open(name: string): Promise<OpenedPbx> {
    const configured = this.find(name);
    if (!configured) {
      return {
        problem: unknownPbxWords(name),
      };
    }
    if ('problem' in configured) {
      return {
        problem: vscode.l10n.t(
          'The settings of {0} are not complete: {1}',
          outsideText(name),
          configured.problem,
        ),
      };
    }
    const { connection } = configured;
    const timeoutMs = requestTimeout();
    const network = this.network();
    const description = JSON.stringify([connection, timeoutMs, network.proxies]);
    const [{ Pbx: Loaded }, answers] = await Promise.all([import('../../pbx/pbx.ts'), this.#answers()]);
    // Where the secret storage fails, whatever needs it says so.
    await adoptFormerCredential(this.#secrets, connection, this.list()).catch(asPbxError);
    const known = this.#open.get(name);
    if (known?.description === description) return { pbx: known.pbx };
    const pbx = new Loaded({
      name,
      connection,
      timeoutMs,
      store: this.#secrets,
      redactor: this.#redactor,
      writes: this.#queueOf(new URL(connection.url).origin),
      logins: this.#logins,
      answers,
      network,
      onCall: (record) => {
        this.#log.call(record);
      },
    });
    this.#open.set(name, { description, pbx });
    return { pbx };
  }

  /** What lies between here and the PBXes, as the settings have it now. */
  network(): Network {
    const proxies = proxySettings();
    for (const secret of proxySecrets(proxies)) this.#redactor.add(secret);
    return { authorities: this.#authorities, proxies };
  }

  /** Forgets the password and the token of a PBX, unless another name stands for the same box and user. */
  async forgetCredential(name: string): Promise<void> {
    const configured = this.find(name);
    if (!configured || 'problem' in configured) return;
    const key = credentialKey(configured.connection);
    const shared = this.list().some(
      (other) => other.name !== name && 'connection' in other && credentialKey(other.connection) === key,
    );
    if (!shared) await this.#secrets.remove(key);
  }

  async dispose(): Promise<void> {
    for (const listener of this.#listeners) listener.dispose();
    this.#connectionsChanged.dispose();
    this.#sessionChanged.dispose();
    this.#renamed.dispose();
    this.#trunksChanged.dispose();
    await Promise.all([...this.#open.values()].map(({ pbx }) => pbx.close()));
  }

  #forgetSettings(): void {
    this.#configured = undefined;
    this.#shown = undefined;
  }

  #queueOf(origin: string): Queue {
    const queue =
      this.#queues.get(origin) ??
      writeQueue(origin, this.#lock, (words) => {
        this.#warnOnce(words);
      });
    this.#queues.set(origin, queue);
    return queue;
  }

  #warnOnce(words: string): void {
    this.#log.warn(words);
    if (!this.#warned.has(words)) notify(this.#log, 'warning', words);
    this.#warned.add(words);
  }

  /** A PBX whose settings changed gets new connections with its next use; what is under way may end. */
  #closeVanished(): void {
    const others = [requestTimeout(), proxySettings()];
    const current = new Map(
      this.list().flatMap((configured) =>
        'connection' in configured
          ? [[configured.name, JSON.stringify([configured.connection, ...others])]]
          : [],
      ),
    );
    for (const [name, { description, pbx }] of this.#open) {
      if (current.get(name) === description) continue;
      this.#open.delete(name);
      void pbx.writes.run(() => pbx.close());
    }
  }
}
