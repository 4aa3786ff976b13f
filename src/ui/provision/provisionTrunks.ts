import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { provisionAsking } from './provisionAsking.ts';
import { provisionSilently } from './provisionSilently.ts';
import { readRequest } from './request.ts';

/** *PBX: Provision Trunks*. With `{ confirm: false }` it asks and shows nothing and returns the report. */
export function run(app: App, ...args: unknown[]): Promise<ProvisionReport | undefined> {
  const request = readRequest(args);
  return request.silent
    ? provisionSilently(app, request)
    : provisionAsking(app, request, vscode.l10n.t('Provision Trunks'));
}
