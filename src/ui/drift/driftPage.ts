import type * as vscode from 'vscode';
import type { ResultsPage } from '../results/panels.ts';
import { DriftSource } from './driftSource.ts';
import { driftTitle } from './driftUri.ts';
import type { DriftServices } from './services.ts';

/** The page of the drift with this address. */
export function driftPage(services: DriftServices, uri: vscode.Uri): ResultsPage {
  return { title: driftTitle(uri), source: new DriftSource(services, uri) };
}
