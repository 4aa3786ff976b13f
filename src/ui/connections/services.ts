import type { Redactor } from '../../core/redaction/redact.ts';
import type { AnswerReader } from '../../pbx/answers/readAnswer.ts';
import type { CredentialStore } from '../../pbx/signIn/session.ts';
import type { LoginGuard } from '../../pbx/signIn/loginGuard.ts';
import type { Log } from '../base/log.ts';
import type { Pbxes } from './pbxes.ts';

/** What it takes to choose a PBX, to sign in to it and to ask it something. */
export interface PbxServices {
  readonly log: Log;
  readonly pbxes: Pbxes;
}

/** What it takes to configure a PBX and to test its connection. */
export interface ConnectionsServices extends PbxServices {
  readonly redactor: Redactor;
  readonly secrets: CredentialStore;
  readonly logins: LoginGuard;
  /** What reads the answers of all PBXes. */
  answers(): Promise<AnswerReader>;
  /** The explorer comes after this folder, so it is known by its shape. */
  readonly explorer: { reveal(pbx: string, expand?: boolean): Promise<void> };
  /** Of the extension. */
  readonly version: string;
}
