import * as vscode from 'vscode';
import { lostLetterIn } from '../../core/trunkYaml/lostText.ts';
import type { PlainPassword } from '../../core/trunkYaml/plainPasswords.ts';
import type { Position } from '../../core/trunkYaml/position.ts';
import { movedSecretName } from '../../core/trunkYaml/secretName.ts';
import { writeText } from '../../core/trunkYaml/writeText.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { Log } from '../base/log.ts';
import { notify, showFailure } from '../base/notify.ts';
import type { Reviews } from './reviews.ts';
import { toRange } from './trunkFileDocument.ts';

/** The command behind the quick fixes; not one for people, so it is in no palette. */
export const movePasswordsCommand = '_pbx.movePasswords';

/** Moves plain passwords of a file into the secret storage and writes their placeholders in their place. */
export class MovePasswords {
  readonly #reviews: Reviews;
  readonly #secrets: Secrets;
  readonly #log: Log;

  constructor(reviews: Reviews, secrets: Secrets, log: Log) {
    this.#reviews = reviews;
    this.#secrets = secrets;
    this.#log = log;
  }

  /** @param only the place of the one to move; all of the file without it. */
  readonly run = async (uri: vscode.Uri, only?: Position): Promise<void> => {
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const { version } = document;
      const lost = lostLetterIn(document.getText(), document.encoding);
      if (lost) {
        notify(this.#log, 'warning', lost.message);
        return;
      }
      const passwords = (await this.#reviews.plainPasswords(document)).filter(
        ({ range: { start } }) =>
          only === undefined || (start.line === only.line && start.character === only.character),
      );
      const names = await this.#keep(passwords);
      const moved = passwords.slice(0, names.length);
      if (
        document.version !== version ||
        !(await vscode.workspace.applyEdit(replace(document, moved, names)))
      ) {
        const words = vscode.l10n.t(
          'The file changed meanwhile, so its passwords stand there still. Try again.',
        );
        notify(this.#log, 'warning', words);
      }
    } catch (error) {
      showFailure(this.#log, movePasswordsCommand, error);
    }
  };

  /** Keeps the passwords one after another. @returns the names of those kept before the user cancelled. */
  async #keep(passwords: readonly PlainPassword[]): Promise<string[]> {
    const names: string[] = [];
    const options: vscode.ProgressOptions = {
      location: passwords.length > 20 ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Moving passwords to the secret storage'),
      cancellable: true,
    };
    await vscode.window.withProgress(options, async (progress, token) => {
      for (const { trunkname, value } of passwords) {
        if (token.isCancellationRequested) return;
        names.push(await this.#secrets.keepUnderFreeName(movedSecretName(trunkname), value));
        progress.report({ increment: 100 / passwords.length });
      }
    });
    return names;
  }
}

function replace(
  document: vscode.TextDocument,
  passwords: readonly PlainPassword[],
  names: readonly string[],
): vscode.WorkspaceEdit {
  const text = document.getText();
  const edit = new vscode.WorkspaceEdit();
  for (const [index, { range }] of passwords.entries()) {
    const placeholder = `\${secret:${names[index] ?? ''}}`;
    const place = toRange(range);
    const written = isInBrackets(text, document.offsetAt(place.end))
      ? JSON.stringify(placeholder)
      : writeText(placeholder);
    edit.replace(document.uri, place, written);
  }
  return edit;
}

/** Inside brackets a comma or a bracket follows, which no block ever begins with; there, braces need quotes. */
function isInBrackets(text: string, end: number): boolean {
  const next = /\s*(?:#[^\n]*\s*)*/y;
  next.lastIndex = end;
  next.test(text);
  return /[,\]}]/.test(text.charAt(next.lastIndex));
}
