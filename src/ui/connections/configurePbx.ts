import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { credentialKey, isHttps, readConnection, type Connection } from '../../core/connection.ts';
import { shownAddress, shownForms } from '../../core/shownAddress.ts';
import { isCertificateCode } from '../../pbx/tls/certificateCodes.ts';
import { heldBackCode } from '../../pbx/signIn/heldBack.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Credential } from '../../pbx/signIn/session.ts';
import { askModal } from '../base/askModal.ts';
import { notify } from '../base/notify.ts';
import { shownText } from '../base/shownText.ts';
import {
  askForConnection,
  type ConnectionAnswers,
  type ConnectionStep,
  type InitialAnswers,
} from './askForConnection.ts';
import { askForPin } from './offerPinning.ts';
import type { ConnectionsServices } from './services.ts';
import { writeConnection, writtenEntry } from './settings.ts';
import { tryConnection } from './tryConnection.ts';

/**
 * The dialog of *Add PBX…* and *Edit PBX…*: asks, tests the connection, and only then saves — the secret first, so that
 * no PBX is ever configured with half of what it needs.
 */
export async function configurePbx(
  services: ConnectionsServices,
  title: string,
  initial: InitialAnswers,
  options: { previousName?: string; from?: ConnectionStep } = {},
): Promise<void> {
  const taken = new Set(services.pbxes.list().map(({ name }) => name));
  if (options.previousName !== undefined) taken.delete(options.previousName);
  const answers = await askForConnection(title, initial, taken, options.from);
  if (!answers) return;

  let connection = connectionOf(answers, options.previousName);
  let anyway = false;
  for (;;) {
    const { name } = answers;
    const tried = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: shownText(vscode.l10n.t('Testing the connection to {0}…', outsideText(name))),
        cancellable: true,
      },
      (_progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => {
          stop.abort();
        });
        return tryConnection(services, name, connection, answers.password, stop.signal, anyway);
      },
    );
    if (!(tried instanceof PbxError)) {
      await save(services, name, connection, tried, options.previousName);
      tell(services, name, tried);
      return;
    }
    services.log.warn(tried.message);
    if (isCertificateCode(tried.code)) {
      const certificate = await askForPin(name, connection, services.pbxes.network());
      if (certificate !== undefined) {
        connection = { ...connection, certificate };
        continue;
      }
    }
    const next = await askWhatNext(name, connection.url, tried);
    anyway = next === 'anyway';
    if (next === 'again' || next === 'anyway') continue;
    if (next === 'save') {
      await save(services, name, connection, undefined, options.previousName);
      tell(services, name, undefined);
    } else if (next !== undefined) {
      await configurePbx(services, title, answers, { ...options, from: next });
    }
    return;
  }
}

/** The answers, and what the dialog does not ask for as it was, unless that is what is wrong. */
function connectionOf(
  { name, url, dialect, username }: ConnectionAnswers,
  previousName: string | undefined,
): Connection {
  const { apiVersion, format } = dialect;
  const answered = { url, username, apiVersion, format };
  const { certificate, ca, ...others } = previousName === undefined ? {} : writtenEntry(previousName);
  // They belong to an https address.
  const before = isHttps(url.trim().toLowerCase()) ? { ...others, certificate, ca } : others;
  const complete = readConnection(name, { ...before, ...answered });
  const read = 'problem' in complete ? readConnection(name, answered) : complete;
  if ('problem' in read) throw new Error(read.problem);
  return read.connection;
}

async function save(
  { secrets, pbxes }: ConnectionsServices,
  name: string,
  connection: Connection,
  credential: Credential | undefined,
  previousName: string | undefined,
): Promise<void> {
  if (credential) await secrets.write(credentialKey(connection), credential);
  if (previousName !== undefined && previousName !== name) await pbxes.rename(previousName, name);
  await writeConnection(name, connection);
}

function tell(
  { explorer, log }: ConnectionsServices,
  name: string,
  credential: Credential | undefined,
): void {
  const message = credential
    ? vscode.l10n.t('{0} is configured, and you are signed in.', outsideText(name))
    : vscode.l10n.t('{0} is configured. Sign in to see its trunks.', outsideText(name));
  log.info(message);
  const signIn = {
    [vscode.l10n.t('Sign In')]: () => vscode.commands.executeCommand('pbx.signIn', { pbx: name }),
  };
  notify(log, 'info', message, credential ? {} : signIn);
  void explorer.reveal(name);
}

/** After a test that failed: try again, correct something, or save it as it is. Undefined when the user left. */
async function askWhatNext(
  name: string,
  url: string,
  error: PbxError,
): Promise<'again' | 'anyway' | 'save' | ConnectionStep | undefined> {
  const again = vscode.l10n.t('Try Again');
  const anyway = vscode.l10n.t('Try Once Anyway');
  const correct = vscode.l10n.t('Correct…');
  const save = vscode.l10n.t('Save Anyway');
  // A refused password is not tried again as it is: five wrong ones lock the site out.
  const isRefused = error.kind === 'refused' || error.kind === 'signedOut';
  const isHeldBack = error.code === heldBackCode;
  const answer = await askModal({
    tone: 'warning',
    names: shownForms(name, url),
    message: vscode.l10n.t(
      '{0} was not saved, because the test of its connection failed.',
      shownAddress(name, url),
    ),
    detail: [
      error.message,
      '',
      vscode.l10n.t('Saved anyway, it is configured without the password. You can sign in later.'),
    ],
    buttons: [correct, ...(isHeldBack ? [anyway] : isRefused ? [] : [again]), save],
  });
  switch (answer) {
    case again:
      return 'again';
    case anyway:
      return 'anyway';
    case correct:
      return isRefused ? 'username' : 'url';
    case save:
      return 'save';
    case undefined:
    default:
      return undefined;
  }
}
