import * as vscode from 'vscode';
import { ResultsPanels, type ResultsPage } from '../results/panels.ts';
import { ReportSource, type ReportPageServices } from './reportSource.ts';

/** The reports of runs as pages. */
export class ReportPages implements vscode.Disposable {
  readonly #services: ReportPageServices;
  readonly #panels: ResultsPanels;

  constructor(extensionUri: vscode.Uri, services: ReportPageServices) {
    this.#services = services;
    this.#panels = new ResultsPanels(extensionUri, services.log);
  }

  /** The report of the page in front, if there is one. */
  get inFront(): vscode.Uri | undefined {
    const about = this.#panels.inFront;
    return about === undefined ? undefined : vscode.Uri.parse(about);
  }

  /** Shows the report with this address. */
  open(uri: vscode.Uri): void {
    this.#panels.show(this.#pageOf(uri));
  }

  /** Brings a page back after a window reload, with the report taken from the journal. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    this.#panels.restore(panel, state, (about) => {
      const uri = vscode.Uri.parse(about);
      return this.#services.reports.isReport(uri) ? this.#pageOf(uri) : undefined;
    });
  }

  dispose(): void {
    this.#panels.dispose();
  }

  #pageOf(uri: vscode.Uri): ResultsPage {
    return {
      about: uri.toString(),
      title: this.#services.reports.nameOf(uri),
      source: new ReportSource(this.#services, uri),
    };
  }
}
