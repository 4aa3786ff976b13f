import * as vscode from 'vscode';
import { registrationOf } from '../../pbx/registration.ts';

/** The status in the user's language. */
export function statusWords(status: string | undefined): string {
  switch (registrationOf(status)) {
    case 'registered':
      return vscode.l10n.t('Registered');
    case 'registering':
      return vscode.l10n.t('Registering');
    case 'failure':
      return vscode.l10n.t('Failure');
    case 'disabled':
      return vscode.l10n.t('Disabled');
    case 'unknown':
      return status === undefined || status === '' || /^unknown$/i.test(status)
        ? vscode.l10n.t('Status unknown')
        : status;
  }
}

/** An icon of its own shape for each status, so that colour is never alone. */
export function statusIcon(status: string | undefined): vscode.ThemeIcon {
  switch (registrationOf(status)) {
    case 'registered':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'registering':
      return new vscode.ThemeIcon('sync', new vscode.ThemeColor('testing.iconQueued'));
    case 'failure':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
    case 'disabled':
      return new vscode.ThemeIcon('circle-slash');
    case 'unknown':
      return new vscode.ThemeIcon('question');
  }
}
