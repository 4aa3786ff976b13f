import * as vscode from 'vscode';
import type { TestStepName } from '../../pbx/checkConnection.ts';

/** What a step of a connection test is called in a sentence. */
export function stepWords(step: TestStepName): string {
  switch (step) {
    case 'settings':
      return vscode.l10n.t('its settings');
    case 'proxy':
      return vscode.l10n.t('proxy');
    case 'dns':
      return vscode.l10n.t('name look-up');
    case 'tcp':
      return vscode.l10n.t('connection');
    case 'tls':
      return vscode.l10n.t('certificate');
    case 'api':
      return vscode.l10n.t('API version');
    case 'signIn':
      return vscode.l10n.t('sign-in');
    case 'format':
      return vscode.l10n.t('format');
  }
}
