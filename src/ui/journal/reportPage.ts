import type * as vscode from 'vscode';
import type { ResultsPage } from '../results/panels.ts';
import { ReportSource, type ReportPageServices } from './reportSource.ts';

/** The page of the report with this address, which is taken from the journal. */
export function reportPage(services: ReportPageServices, uri: vscode.Uri): ResultsPage {
  return { title: services.reports.nameOf(uri), source: new ReportSource(services, uri) };
}
